import { afterEach, describe, expect, it } from 'vitest';
import { preferredLang } from '../../src/i18n';
import en from '../../src/i18n/en.json';
import ru from '../../src/i18n/ru.json';
import uk from '../../src/i18n/uk.json';
import { EVENT_KINDS } from '../../src/map/icons';
import { LANGS, type Lang, PURPOSES, STATUSES } from '../../src/model/layers';
import { lookOf } from '../../src/model/status';
import { layers, lang } from '../../src/state/store';
import { corridorName, endsOf, localName, longDay, proposalName, statedWord, word } from '../../src/words';
import { LAYERS, corridor } from '../fixtures/layers';

afterEach(() => { lang.value = 'en'; });

const FORMS = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);
/** Every text by its key; the plural forms of a text count as one. */
function keys(words: object, path = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [FORMS.has(key) ? path : `${path}.${key}`] : keys(value as object, `${path}.${key}`),
  );
}
const unique = (all: string[]): string[] => [...new Set(all)].sort();

describe('the three languages', () => {
  it.each([['uk', uk], ['ru', ru]])('%s has the texts that English has', (_, words) => expect(unique(keys(words))).toEqual(unique(keys(en))));

  it.each<[Lang, object]>([['en', en], ['uk', uk], ['ru', ru]])('%s has each plural form that it needs', (code, words) => {
    const needed = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
    const check = (node: object): void => {
      const own = Object.keys(node);
      if (own.includes('other')) expect(own.sort()).toEqual([...needed].sort());
      else Object.values(node).forEach((value) => { if (typeof value === 'object') check(value as object); });
    };
    check(words);
  });

  it.each([['uk', uk], ['ru', ru]])('%s keeps the placeholders', (_, words) => {
    const holes = (node: unknown, path: string[] = []): [string, string][] =>
      typeof node === 'string' ? [[path.filter((key) => !FORMS.has(key)).join('.'), (node.match(/\{\w+\}/g) ?? []).sort().join()]]
        : Object.entries(node as object).flatMap(([key, value]) => holes(value, [...path, key]));
    expect(new Map(holes(words))).toEqual(new Map(holes(en)));
  });

  it.each(LANGS)('%s never promises safety', (code) => {
    const all = JSON.stringify({ en, uk, ru }[code]).toLowerCase();
    expect(all).not.toMatch(/safe (route|passage|corridor|to)|безпечний (коридор|маршрут)|безопасный (коридор|маршрут)/);
  });

  it.each([[['uk-UA', 'en'], 'uk'], [['de', 'ru-RU'], 'ru'], [['de-DE'], 'en'], [[], 'en']])('browser languages %j give %s', (tags, code) => {
    expect(preferredLang(tags)).toBe(code);
  });
});

describe('words of the data', () => {
  it.each(STATUSES)('status %s has a word, a hint and a look', (status) => {
    expect(en.status[status]).toBeTruthy();
    expect(en.status_hint[status]).toBeTruthy();
    expect(lookOf(status).width).toBeGreaterThan(0);
  });

  it('statuses that end badly never look like an open one', () => {
    for (const status of ['blocked', 'failed', 'rejected', 'cancelled', 'suspended', 'closed', 'completed']) expect(lookOf(status).tone).not.toBe('open');
    expect(lookOf('agreed').tone).not.toBe('open');
  });

  it('purposes and events have words', () => {
    for (const purpose of PURPOSES) expect(word('purpose', purpose)).toBe(en.purpose[purpose]);
    for (const kind of EVENT_KINDS) expect(en.event).toHaveProperty(kind);
  });

  it('a word that is not known is shown as it came', () => expect(word('status', 'half_open')).toBe('half open'));
  it('a status that is not known is drawn as unknown', () => expect(lookOf('safe')).toEqual(lookOf('unknown')));
});

describe('names', () => {
  const one = corridor('r-0330', 'x', 'Mariupol', 'Berdiansk', '').properties;

  it.each<[Lang, string]>([['en', 'Mariupol → Berdiansk'], ['uk', 'Маріуполь → Бердянськ'], ['ru', 'Мариуполь → Бердянск']])('in %s: %s', (code, name) => {
    lang.value = code;
    expect(corridorName(one)).toBe(name);
  });

  it.each<[Lang, string]>([['en', 'Popasna'], ['uk', 'Попасна'], ['ru', 'Попасна']])('fall back to the nearest known in %s', (code, name) => {
    lang.value = code;
    expect(localName({ name: 'Popasna', name_uk: 'Попасна' })).toBe(name);
  });

  it('a corridor with one end says which', () => {
    expect(corridorName(corridor('r-0330', 'x', 'Mariupol', null, '').properties)).toBe('From Mariupol');
    expect(corridorName(corridor('r-0330', 'x', null, 'Poltava', '').properties)).toBe('To Poltava');
    expect(corridorName(corridor('r-0330', 'x', null, null, '', { name: '' }).properties)).toBe('Corridor without a named place');
  });

  it('places on the way take their name from the places layer', () => {
    layers.value = LAYERS;
    lang.value = 'uk';
    expect(endsOf(corridor('r-0401', 'x', 'Mariupol', 'Zaporizhzhia', '', { via: ['Tokmak'] }).properties).via).toEqual(['Токмак']);
  });

  it('a quote is said to name the places only where it does', () => {
    const said = (own: object): string => statedWord(corridor('r-0330', 'x', 'Mariupol', 'Zaporizhzhia', '', { confidence: 0.9, ...own }).properties);
    expect(said({})).toContain('The quoted sentence names the places.');
    expect(said({ context: ['To Zaporizhzhia:'] })).toContain('in the others shown with it');
    expect(said({ inferred: ['to'], context: ['To Zaporizhzhia:'] })).toContain('Not all of it is stated');
    expect(said({ inferred: ['status'] })).toContain('The quoted sentence names the places.');
  });

  it('counts take the plural form of the language', () => {
    expect(proposalName(97, 9)).toBe('97 settlements in 9 regions');
    lang.value = 'uk';
    expect(proposalName(97, 9)).toBe('97 населених пунктів, 9 областей');
    expect(proposalName(2, 1)).toBe('2 населені пункти, 1 область');
  });

  it('days read as in the language, whatever the time zone', () => {
    expect(longDay('2022-03-30')).toBe('30 March 2022');
    lang.value = 'uk';
    expect(longDay('2022-03-30')).toContain('30 березня 2022');
  });
});
