import { describe, expect, it } from 'vitest';
import { shownCsv, shownGeojson } from '../../src/data/export';
import { shownFeatures } from '../../src/data/filters';
import { overlaps, tableRows } from '../../src/data/rows';
import { SWITCHABLE } from '../../src/model/layers';
import { isWebAddress } from '../../src/web-address';
import { LAYERS, corridor } from '../fixtures/layers';

const shown = (layers = LAYERS) => shownFeatures(layers, { day: '2022-03-30', statuses: new Set(), layers: new Set(SWITCHABLE) });

describe('what is shown, as a file', () => {
  it('has a line for every row of the table', () => {
    const rows = tableRows(shown());
    expect(shownCsv(rows).trimEnd().split('\r\n')).toHaveLength(rows.length + 1);
  });

  it.each([
    ['quotes are doubled', 'He said "no", then left', '"He said ""no"", then left"'],
    ['a formula is disarmed', '=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['lines are kept', 'one\ntwo', '"one\ntwo"'],
  ])('%s', (_, quote, cell) => {
    const layers = { ...LAYERS, corridors: [corridor('r-0330', 'x', 'Sumy', 'Poltava', quote)] };
    expect(shownCsv(tableRows(shown(layers)))).toContain(cell);
  });

  it('as GeoJSON says of each feature which layer it is from', () => {
    const { features } = JSON.parse(shownGeojson(shown())) as { features: { properties: { layer: string } }[] };
    expect(new Set(features.map(({ properties }) => properties.layer))).toEqual(new Set(['corridors', 'proposals', 'events']));
  });
});

describe('the table', () => {
  it('knows where a corridor without a line is pinned', () => {
    const failed = tableRows(shown()).find(({ chosen }) => chosen.id === 'c-failed');
    expect([failed?.basis, failed?.box?.map(Math.round)]).toEqual(['none', [38, 47, 38, 47]]);
  });
  it.each([[[0, 0, 1, 1], true], [[3, 0, 4, 1], false], [[2, 2, 3, 3], true]])('box %j in view: %s', (box, inView) => {
    expect(overlaps(box as [number, number, number, number], [-1, -1, 2, 2])).toBe(inView);
  });
});

describe('an address of a report', () => {
  it.each([['https://example.org/a', true], ['http://example.org', true], ['javascript:alert(1)', false], ['data:text/html,x', false], [' https://x', false], [null, false]])(
    '%s becomes a link: %s', (address, link) => expect(isWebAddress(address)).toBe(link),
  );
});
