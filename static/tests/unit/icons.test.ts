import { expect, it } from 'vitest';
import { EVENT_KINDS, PURPOSE_ICONS, eventGlyph, purposeIcon } from '../../src/map/icons';
import { PURPOSES } from '../../src/model/layers';

const PATH = /^[MmLlHhVvCcSsQqTtAaZz\d\s,.+\-e]+$/;

it.each(EVENT_KINDS)('the glyph of %s is a path that a browser can read', (kind) => expect(eventGlyph(kind).path).toMatch(PATH));
it.each(PURPOSES)('the icon of %s is a path that a browser can read', (purpose) => expect(PURPOSE_ICONS[purpose]).toMatch(PATH));
it('an event of a new kind has a glyph, a new purpose has no icon', () => {
  expect([eventGlyph('meteor').path.length > 0, purposeIcon('parade')]).toEqual([true, undefined]);
});
