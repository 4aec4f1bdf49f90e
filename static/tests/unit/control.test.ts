import { afterEach, describe, expect, it } from 'vitest';
import { buildSources } from '../../src/map/sources';
import type { ControlAreaProps, FrontLineProps, LayerId, Sourced } from '../../src/model/layers';
import { lang } from '../../src/state/store';
import { areaName, askedOf, heldBy, isLastKnown, lineName, lastKnownDay, lineKnown, stateDay } from '../../src/words';

afterEach(() => { lang.value = 'en'; });

const sourced: Sourced = { id: 'a', report_id: 'r', quote: 'Tokmak: russia', quote_start: 0, quote_end: 14 };
const fresh = { as_of: '2022-03-30', last_claim: '2022-03-30', age_days: 0, currency: 'current' } as const;
const stale = { as_of: '2022-05-14', last_claim: '2022-04-30', age_days: 1675, currency: 'last_known' } as const;
const russia = { party: 'russia', party_name: 'Russia', party_name_uk: 'Росія', party_name_ru: 'Россия' };
const area = (of: object): ControlAreaProps => ({ ...sourced, ...fresh, ...russia, tier: 'assessed', ...of });
const line = (of: object): FrontLineProps => ({ ...sourced, ...fresh, side: 'russia', side_name: 'Russia', side_name_uk: 'Росія', side_right: 'ukraine', certainty: 'firm', ...of });

describe('of which day control is', () => {
  it.each([
    ['en', fresh, 'As of 30 March 2022'],
    ['en', stale, 'Last known 30 April 2022'],
    ['uk', stale, 'Останні відомості: 30 квітня 2022 р.'],
    ['ru', stale, 'Последние сведения: 30 апреля 2022 г.'],
  ] as const)('says in %s of %o: %s', (language, state, words) => {
    lang.value = language;
    expect(stateDay(area(state)).replaceAll('\u00a0', ' ')).toBe(words);
  });

  it.each([
    ['en', [stale, stale], 'Last known 30 April 2022', 'Front line: last known 30 April 2022'],
    ['en', [fresh, stale], 'Partly last known 30 April 2022', 'Front line: partly last known 30 April 2022'],
    ['uk', [stale, fresh], 'Частково останні відомості: 30 квітня 2022 р.', 'Лінія фронту: частково останні відомості: 30 квітня 2022 р.'],
    ['ru', [stale, fresh], 'Частично последние сведения: 30 апреля 2022 г.', 'Линия фронта: частично последние сведения: 30 апреля 2022 г.'],
  ] as const)('says in %s of %o together: %s', (language, states, words, line) => {
    lang.value = language;
    const pieces = states.map((state) => area(state));
    expect(lastKnownDay(pieces).replaceAll('\u00a0', ' ')).toBe(words);
    expect(lineKnown(pieces).replaceAll('\u00a0', ' ')).toBe(line);
  });

  it('is last known when the server says so', () => {
    expect([fresh, stale].map((state) => isLastKnown(area(state)))).toEqual([false, true]);
  });

  it('knows the day that was asked for', () => {
    expect([fresh, stale, { last_claim: null }].map((state) => askedOf(area(state)))).toEqual(['2022-03-30', '2026-11-30', null]);
  });
});

describe('who holds it', () => {
  it('names the party in the language of the page, as the server calls it', () => {
    expect(areaName(area({}))).toBe('Held by Russia, assessed');
    expect(heldBy({ party: 'rapid support forces', party_name: 'the Rapid Support Forces' })).toBe('Held by the Rapid Support Forces');
    expect(areaName(area({ party: 'contested', tier: 'contested' }))).toBe('Contested');
    lang.value = 'uk';
    expect(heldBy(russia)).toBe('Контроль: Росія');
  });

  it('names both sides of a line', () => {
    expect(lineName(line({}))).toBe('Front line: Russia / Ukraine');
  });
});

describe('what was last known on the map', () => {
  const geometry = { type: 'LineString', coordinates: [[35, 47], [36, 48]] } as const;
  const shown = (properties: object, layer: LayerId): object => ({
    corridors: [], proposals: [], events: [], control: [], control_areas: [], front_lines: [], places: [],
    [layer]: [{ type: 'Feature', geometry: layer === 'front_lines' ? geometry : { type: 'Polygon', coordinates: [[[35, 47], [36, 47], [36, 48], [35, 47]]] }, properties }],
  });

  it.each([[fresh, false], [stale, true]])('%o is faded: %s', (state, faded) => {
    const lines = buildSources(shown(line(state), 'front_lines') as never).front;
    const areas = buildSources(shown(area(state), 'control_areas') as never).areas;
    expect([...lines.features, ...areas.features].map(({ properties }) => properties?.['faded'])).toEqual([faded, faded]);
  });
});
