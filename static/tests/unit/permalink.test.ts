import { describe, expect, it } from 'vitest';
import { type Permalink, readPermalink, writePermalink } from '../../src/state/permalink';

const NOTHING: Permalink = { date: null, layers: null, statuses: [], feature: null, lang: null, mode: 'map', view: null };
const read = (address: string): Permalink => readPermalink(new URL(address, 'http://korydor.test/'));

describe('an address', () => {
  it.each<[string, Partial<Permalink>]>([
    ['/', {}],
    ['/?date=2022-03-30', { date: '2022-03-30' }],
    ['/?date=all', { date: 'all' }],
    ['/?layers=corridors,events', { layers: ['corridors', 'events'] }],
    ['/?layers=', { layers: [] }],
    ['/?status=agreed,failed', { statuses: ['agreed', 'failed'] }],
    ['/?feature=corridors/a1b2', { feature: { layer: 'corridors', id: 'a1b2' } }],
    ['/?lang=uk', { lang: 'uk' }],
    ['/?view=table', { mode: 'table' }],
    ['/#map=7.5/47.2/36.1', { view: { zoom: 7.5, lat: 47.2, lon: 36.1 } }],
  ])('%s is read', (address, state) => expect(read(address)).toEqual({ ...NOTHING, ...state }));

  it.each([
    '/?date=2022-02-30', '/?date=yesterday', '/?feature=corridors', '/?feature=secrets/1', '/?feature=/1', '/?lang=xx', '/?status=safe', '/?view=globe',
    '/#map=99/0/0', '/#map=7/91/0', '/#map=7/0', '/#map=a/b/c',
  ])('%s asks for nothing that exists and is taken as nothing', (address) => expect(read(address)).toEqual(NOTHING));

  it.each<Partial<Permalink>>([
    {},
    { date: '2022-03-30', layers: ['corridors', 'proposals'], statuses: ['agreed'], lang: 'ru', mode: 'table', view: { zoom: 6.25, lat: 47.1, lon: 36.5 } },
    { date: 'all', feature: { layer: 'events', id: 'id with / slash & more' } },
    { layers: [] },
  ])('written and read again gives the same state: %j', (state) => {
    const whole = { ...NOTHING, ...state };
    expect(read(`/${writePermalink(whole)}`)).toEqual(whole);
  });

  it('stays readable to people', () => {
    const state: Permalink = { ...NOTHING, date: '2022-03-30', layers: ['corridors', 'events'], feature: { layer: 'corridors', id: 'abc' }, view: { zoom: 7.123456, lat: 47, lon: 36.123456 } };
    expect(writePermalink(state)).toBe('?date=2022-03-30&layers=corridors,events&feature=corridors/abc#map=7.12/47/36.1235');
  });
});
