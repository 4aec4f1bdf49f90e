import { describe, expect, it } from 'vitest';
import type { Position } from 'geojson';
import { along, boundsOf, lanes, project, sideways, splitAt, unproject } from '../../src/map/geometry';

const line: Position[] = [[35, 47], [36, 47], [36, 48]];
const round = (position: Position | undefined): number[] => (position ?? []).map((value) => Number(value.toFixed(3)));

describe('a place on a line', () => {
  it('projects and comes back', () => expect(round(unproject(project([36.5, 47.25])))).toEqual([36.5, 47.25]));
  it('at the start and at the end', () => expect([round(along(line, 0).point), round(along(line, 1).point)]).toEqual([[35, 47], [36, 48]]));
  it('knows the direction', () => expect([along(line, 0.1).angle, along(line, 0.9).angle].map(Math.round)).toEqual([0, -90]));
  it('of a line without length is its point', () => expect(along([[35, 47], [35, 47]], 0.5).point.map(Math.round)).toEqual([35, 47]));

  it('cuts the line in two that meet', () => {
    const [first, second] = splitAt(line, 0.6);
    expect(first.at(-1)).toEqual(second[0]);
    expect([first[0], second.at(-1)]).toEqual([line[0], line.at(-1)]);
  });
});

describe('lines side by side', () => {
  const a: Position = [35, 47];
  const b: Position = [36, 48];
  const offsets = (lines: [string, Position[], string?][]): Record<string, number> =>
    Object.fromEntries([...lanes(lines.map(([id, coordinates, look = id]) => ({ id, line: coordinates, look })))].map(([id, lane]) => [id, lane.offset]));

  it('a line alone keeps its place', () => expect(offsets([['x', [a, b]]])).toEqual({ x: 0 }));
  it('lines apart keep their places', () => expect(offsets([['x', [a, b]], ['y', [[30, 50], [31, 50]]]])).toEqual({ x: 0, y: 0 }));
  it('lines from one end in other directions keep their places', () => expect(offsets([['x', [a, b]], ['y', [a, [36, 46]]]])).toEqual({ x: 0, y: 0 }));
  it('the same line twice goes left and right', () => expect(offsets([['x', [a, b]], ['y', [a, b]]])).toEqual({ x: -4, y: 4 }));

  it('there and back lie apart on the screen', () => {
    // Both offsets are to the left of their own direction: opposite sides of the same line.
    expect(offsets([['x', [a, b]], ['y', [b, a]]])).toEqual({ x: -4, y: -4 });
  });

  it('a shorter line within a longer one is moved too', () => {
    const middle = along([a, b], 0.5).point;
    expect(offsets([['x', [a, b]], ['y', [a, middle]]])).toEqual({ x: -4, y: 4 });
  });

  it('many with the same look share a lane', () => {
    const many = Array.from({ length: 12 }, (_, i): [string, Position[], string] => [`x${i}`, [a, b], i % 2 ? 'agreed' : 'failed']);
    expect(new Set(Object.values(offsets(many)))).toEqual(new Set([-4, 4]));
  });
});

describe('small geometry', () => {
  it.each([[0, [0, 8]], [90, [-8, 0]], [180, [0, -8]]])('the right of direction %d is %j', (angle, shift) => {
    expect(sideways(angle, 8).map((value) => value + 0)).toEqual(shift);
  });
  it('bounds of nothing are nothing', () => expect(boundsOf([])).toBeNull());
  it('bounds hold every position', () => expect(boundsOf(line)).toEqual([35, 47, 36, 48]));
});
