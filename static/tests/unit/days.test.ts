import { describe, expect, it } from 'vitest';
import { addDays, corridorOn, corridorSpan, dayOf, daysBetween, isFoldedBefore, neighbourDay, openingDay, placeInRun, tallyDays } from '../../src/data/days';
import { LAYERS, REPORTS, corridor } from '../fixtures/layers';

const span = (valid_from: string | null, valid_to: string | null, published: string | null) =>
  corridorSpan(corridor('r-0330', 'x', 'Sumy', 'Poltava', '', { valid_from, valid_to, published }).properties);

const TODAY = '2026-12-01';

describe('the day of a stamp', () => {
  it.each([
    ['2022-03-30', '2022-03-30'], ['2022-03-30T10:00:00Z', '2022-03-30'], ['2022-02-29', null], ['2022-13-01', null], ['30.03.2022', null], ['', null], [null, null],
  ])('of %s is %s', (stamp, day) => expect(dayOf(stamp)).toBe(day));
});

describe('the days of a corridor', () => {
  it.each([
    ['its stated days', '2022-04-01', '2022-04-03', '2022-03-31', ['2022-04-01', '2022-04-03']],
    ['its one stated day', '2022-04-01', null, '2022-03-31', ['2022-04-01', '2022-04-01']],
    ['the day of publication where none is stated', null, null, '2022-03-31', ['2022-03-31', '2022-03-31']],
    ['one day where the last is before the first', '2022-04-01', '2022-03-01', null, ['2022-04-01', '2022-04-01']],
    ['none where nothing is known', null, null, null, null],
  ])('are %s', (_, from, to, published, days) => expect(span(from, to, published)).toEqual(days));

  it('include the last and exclude the one after', () => {
    const { properties } = corridor('r-0330', 'x', 'Sumy', 'Poltava', '', { valid_from: '2022-04-01', valid_to: '2022-04-03' });
    expect(['2022-03-31', '2022-04-01', '2022-04-03', '2022-04-04', 'all'].map((day) => corridorOn(properties, day))).toEqual([false, true, true, false, true]);
  });

  it('undated shows only among all days', () => {
    const { properties } = corridor('r-0330', 'x', 'Sumy', 'Poltava', '', { published: null });
    expect([corridorOn(properties, '2022-03-30'), corridorOn(properties, 'all')]).toEqual([false, true]);
  });
});

describe('the run of days', () => {
  const run = tallyDays(LAYERS, REPORTS);

  it('goes from the first to the last without a gap', () => {
    expect([run[0]?.day, run.at(-1)?.day, run.length]).toEqual(['2022-03-15', '2022-04-01', daysBetween('2022-03-15', '2022-04-01') + 1]);
  });

  it('counts corridors by status, events and reports', () => {
    expect(run.find(({ day }) => day === '2022-03-30')).toEqual({ day: '2022-03-30', reports: 1, events: 3, corridorCount: 4, drawnCount: 3, corridors: { agreed: 3, failed: 1 } });
  });

  it('opens with the newest day that has a corridor on the map', () => {
    const pinned = { ...LAYERS, corridors: [...LAYERS.corridors, corridor('r-0401', 'x', 'Sumy', null, '', { valid_from: '2022-04-19' })] };
    expect(openingDay(tallyDays(pinned, REPORTS), TODAY)).toBe('2022-04-01');
    expect(openingDay(tallyDays({ corridors: pinned.corridors.slice(-1), events: [] }, REPORTS), TODAY)).toBe('2022-04-19');

    const later = [...REPORTS, { id: 'x', published: '2022-04-20' }];
    expect(openingDay(tallyDays(LAYERS, later), TODAY)).toBe('2022-04-01');
    expect(openingDay(tallyDays({ corridors: [], events: [] }, later), TODAY)).toBe('2022-04-20');
    expect(openingDay([], TODAY)).toBeNull();
  });

  it('opens with no day that is yet to come', () => {
    const ahead = { ...LAYERS, corridors: [...LAYERS.corridors, corridor('r-0401', 'x', 'Sumy', null, '', { valid_from: '2026-12-24' })] };
    const reports = [...REPORTS, { id: 'x', published: '2027-01-01' }];
    expect(openingDay(tallyDays(ahead, reports), TODAY)).toBe('2022-04-01');
    expect(openingDay(tallyDays(LAYERS, REPORTS), '2022-03-30')).toBe('2022-03-30');
    expect(openingDay(tallyDays(ahead, reports), '2022-01-01')).toBeNull();
    expect(openingDay(tallyDays(ahead, reports), '2026-12-24')).toBe('2022-04-01');
    expect(openingDay(tallyDays({ corridors: ahead.corridors.slice(-1), events: [] }, reports), '2026-12-24')).toBe('2026-12-24');
  });

  it('steps over days that hold nothing', () => {
    expect([neighbourDay(run, '2022-03-30', -1), neighbourDay(run, '2022-03-30', 1), neighbourDay(run, '2022-04-01', 1)]).toEqual(['2022-03-26', '2022-04-01', null]);
  });

  it('crosses the end of a month and a change of the clocks', () => {
    expect([addDays('2022-03-26', 2), addDays('2022-02-28', 1), addDays('2022-01-01', -1)]).toEqual(['2022-03-28', '2022-03-01', '2021-12-31']);
  });

  it('folds long empty time and loses no day that holds anything', () => {
    const reports = [...REPORTS, { id: 'x', published: '1922-01-01' }, { id: 'y', published: '2026-11-30' }, { id: 'z', published: '9999-12-31' }];
    const folded = tallyDays(LAYERS, reports);
    expect(folded.length).toBeLessThan(run.length + 30);
    const filled = (days: typeof run) => days.filter(({ reports, events, corridorCount }) => reports + events + corridorCount > 0);
    expect(filled(folded)).toEqual([...filled(tallyDays(LAYERS, reports.slice(-3, -2))).slice(0, 1), ...filled(run), ...filled(folded).slice(-2)]);
    expect(openingDay(folded, TODAY)).toBe(openingDay(run, TODAY));
    expect([neighbourDay(folded, '2022-03-30', -1), neighbourDay(folded, '2022-04-01', 1), neighbourDay(folded, '2026-11-30', -1)]).toEqual(['2022-03-26', '2026-11-30', '2022-04-01']);
    const folds = folded.flatMap((each, index) => (isFoldedBefore(folded, index) ? [each.day] : []));
    expect(folds).toEqual(['2022-03-12', '2026-11-27', '9999-12-28']);
    expect(folded[placeInRun(folded, '2024-05-05')]?.day).toBe('2022-04-04');
    expect(placeInRun(folded, '1800-01-01')).toBe(0);
  });

  it('shows few empty days as they are', () => {
    expect(tallyDays(LAYERS, [...REPORTS, { id: 'x', published: '2022-05-01' }]).length).toBe(daysBetween('2022-03-15', '2022-05-01') + 1);
  });
});
