import { describe, expect, it } from 'vitest';
import { countByStatus, groupProposals, newestChanges, shownFeatures, unplacedNames } from '../../src/data/filters';
import { SWITCHABLE, type Status, type SwitchableId } from '../../src/model/layers';
import { LAYERS, REPORTS } from '../fixtures/layers';

const show = (day: string, statuses: Status[] = [], layers: readonly SwitchableId[] = SWITCHABLE) =>
  shownFeatures(LAYERS, { day, statuses: new Set(statuses), layers: new Set(layers) });
const ids = (features: { properties: { id: string } }[]): string[] => features.map(({ properties }) => properties.id);

describe('what is shown', () => {
  it('of 30 March 2022 are the three agreed corridors, the failed one, the fighting and the proposals', () => {
    const shown = show('2022-03-30');
    expect(ids(shown.corridors)).toEqual(['c-mariupol', 'c-melitopol', 'c-enerhodar', 'c-failed']);
    expect(ids(shown.events)).toEqual(['e-Popasna-battle', 'e-Rubizhne-battle', 'e-Mariupol-battle']);
    expect(shown.proposals).toHaveLength(9);
  });

  it('of another day is only that day', () => expect(ids(show('2022-03-26').corridors)).toEqual(['c-0326', 'c-0326b']));
  it('of a day without reports is nothing', () => expect(ids(show('2022-03-20').corridors)).toEqual([]));
  it('of all days is everything', () => expect(show('all').corridors).toHaveLength(LAYERS.corridors.length));

  it('follows the status filter, and the counts stay', () => {
    const shown = show('2022-03-30', ['failed']);
    expect(ids(shown.corridors)).toEqual(['c-failed']);
    expect(countByStatus(shown.corridorsOfDay)).toEqual([['agreed', 3], ['failed', 1]]);
  });

  it('has the places of the shown corridors and no others', () => {
    expect(new Set(show('2022-03-30', ['failed']).places.map(({ properties }) => properties.corridor_id))).toEqual(new Set(['c-failed']));
  });

  it('leaves out a layer that is switched off', () => {
    const shown = show('2022-03-30', [], ['events']);
    expect([shown.corridors.length, shown.places.length, shown.events.length, shown.proposals.length]).toEqual([0, 0, 3, 0]);
  });
});

describe('around the map', () => {
  it('one sentence about nine regions is one proposal', () => {
    expect(groupProposals(LAYERS.proposals)).toMatchObject([{ settlements: 97, regions: 9 }]);
  });

  it('unplaced names belong to the day of their report', () => {
    expect(unplacedNames(REPORTS, '2022-03-30').map(({ text }) => text)).toEqual(['Hostre Pole']);
    expect(unplacedNames(REPORTS, '2022-04-01')).toEqual([]);
  });

  it('the newest changes end with the chosen day', () => {
    const statuses = (day: string): string[] => newestChanges(LAYERS.corridors, day, 2).map(({ corridor, status }) => `${corridor.properties.id} ${status}`);
    expect(statuses('2022-04-01')[0]).toBe('c-0401 blocked');
    expect(newestChanges(LAYERS.corridors, '2022-03-31', 1)[0]?.status).toBe('planned');
    expect(newestChanges(LAYERS.corridors, '2022-03-30', 99).every(({ published }) => published <= '2022-03-30')).toBe(true);
  });
});
