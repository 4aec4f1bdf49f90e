/** Plane geometry of lines on the Mercator map: places along a line, and lines side by side. */
import type { Geometry, Position } from 'geojson';

export type XY = [number, number];

/** Longitude and latitude to the unit square of the Mercator projection, y downwards. */
export function project([lon = 0, lat = 0]: Position): XY {
  const sin = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
}

export function unproject([x, y]: XY): Position {
  return [(x - 0.5) * 360, (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI];
}

/** A place on a line and the direction there, in degrees clockwise from east as the map is drawn. */
export interface OnLine { point: Position; angle: number }

/** The place at `fraction` (0 to 1) of a line's length. */
export function along(line: Position[], fraction: number): OnLine {
  const points = line.map(project);
  const lengths = points.slice(1).map((point, i) => distance(points[i] ?? point, point));
  let left = lengths.reduce((sum, length) => sum + length, 0) * fraction;
  for (let i = 0; i < lengths.length; i++) {
    const [a, b, length] = [points[i], points[i + 1], lengths[i] ?? 0];
    if (!a || !b) break;
    if (left <= length || i === lengths.length - 1) {
      const share = length ? left / length : 0;
      const point: XY = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
      return { point: unproject(point), angle: angleOf(a, b) };
    }
    left -= length;
  }
  return { point: line[0] ?? [0, 0], angle: 0 };
}

/** The line in two, cut at `fraction` of its length. */
export function splitAt(line: Position[], fraction: number): [Position[], Position[]] {
  const points = line.map(project);
  const total = points.slice(1).reduce((sum, point, i) => sum + distance(points[i] ?? point, point), 0);
  const cut = along(line, fraction).point;
  let walked = 0;
  for (let i = 1; i < points.length; i++) {
    walked += distance(points[i - 1] as XY, points[i] as XY);
    if (walked >= total * fraction) return [[...line.slice(0, i), cut], [cut, ...line.slice(i)]];
  }
  return [line, []];
}

/** The whole zoom at which a line is at least so many pixels long. */
export function zoomForLength(line: Position[], px: number): number {
  const points = line.map(project);
  const length = points.slice(1).reduce((sum, point, i) => sum + distance(points[i] ?? point, point), 0);
  // The world is 512 pixels wide at zoom 0.
  return length > 0 ? Math.ceil(Math.log2(px / (512 * length))) : 99;
}

function distance(a: XY, b: XY): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

function angleOf(a: XY, b: XY): number {
  return (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
}

export interface Lane {
  /** Pixels to the right of the line's own direction. */
  offset: number;
  /** Which of the lanes of its bundle, counted from 0. */
  index: number;
  /** How many lanes the bundle has. */
  count: number;
  /** Whether the line runs against the first line of its bundle. */
  reversed: boolean;
}

export interface LaneLine {
  id: string;
  line: Position[];
  /** Lines of one bundle with the same look share a lane when there are too many. */
  look: string;
}

const LANE_PX = 8;
const MOST_LANES = 4;
/** Lines that leave a common end within this angle would be drawn over each other. */
const CLOSE_DEGREES = 5;

/** Puts lines that would cover each other side by side. */
export function lanes(lines: LaneLine[]): Map<string, Lane> {
  const result = new Map<string, Lane>();
  for (const bundle of bundles(lines)) {
    const first = bundle[0];
    if (!first) continue;
    const keys = bundle.length > MOST_LANES ? [...new Set(bundle.map(({ look }) => look))] : bundle.map(({ id }) => id);
    const reference = heading(first.line);
    for (const entry of bundle) {
      const index = keys.indexOf(bundle.length > MOST_LANES ? entry.look : entry.id);
      const [x, y] = heading(entry.line);
      const sameWay = x * reference[0] + y * reference[1] >= 0 ? 1 : -1;
      // Adding zero keeps a middle lane from being minus zero.
      result.set(entry.id, { offset: (index - (keys.length - 1) / 2) * LANE_PX * sameWay + 0, index, count: keys.length, reversed: sameWay < 0 });
    }
  }
  return result;
}

function bundles(lines: LaneLine[]): LaneLine[][] {
  const groupOf = new Map<LaneLine, LaneLine[]>();
  const byEnd = new Map<string, LaneLine[]>();
  for (const entry of lines) {
    const ends = [key(entry.line[0]), key(entry.line.at(-1))];
    const neighbours = ends.flatMap((end) => byEnd.get(end) ?? []);
    const joined = new Set(neighbours.filter((other) => wouldCover(entry.line, other.line)).map((other) => groupOf.get(other) ?? [other]));
    const merged = [...joined].flat().concat(entry);
    for (const member of merged) groupOf.set(member, merged);
    for (const end of ends) byEnd.set(end, [...(byEnd.get(end) ?? []), entry]);
  }
  return [...new Set(groupOf.values())];
}

function wouldCover(a: Position[], b: Position[]): boolean {
  return [a, a.toReversed()].some((one) =>
    [b, b.toReversed()].some((two) => {
      if (key(one[0]) !== key(two[0])) return false;
      const [x1, y1] = heading(one);
      const [x2, y2] = heading(two);
      const cosine = (x1 * x2 + y1 * y2) / (Math.hypot(x1, y1) * Math.hypot(x2, y2) || 1);
      return cosine >= Math.cos((CLOSE_DEGREES * Math.PI) / 180);
    }),
  );
}

function key(point: Position | undefined): string {
  return point ? `${point[0]?.toFixed(3)},${point[1]?.toFixed(3)}` : '';
}

/** From the first point to the last. */
function heading(line: Position[]): XY {
  const [a, b] = [project(line[0] ?? [0, 0]), project(line.at(-1) ?? [0, 0])];
  return [b[0] - a[0], b[1] - a[1]];
}

/** A shift of `px` to the right of a direction, as x and y on the screen. */
export function sideways(angle: number, px: number): XY {
  const radians = (angle * Math.PI) / 180;
  return [round(-Math.sin(radians) * px), round(Math.cos(radians) * px)];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** West, south, east and north of all positions; null when there are none. */
export function boundsOf(positions: Position[]): [number, number, number, number] | null {
  if (!positions.length) return null;
  const lons = positions.map(([lon = 0]) => lon);
  const lats = positions.map(([, lat = 0]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** All positions of a geometry. */
export function positionsOf(geometry: Geometry | null): Position[] {
  if (!geometry) return [];
  switch (geometry.type) {
    case 'Point': return [geometry.coordinates];
    case 'MultiPoint': case 'LineString': return geometry.coordinates;
    case 'MultiLineString': case 'Polygon': return geometry.coordinates.flat();
    case 'MultiPolygon': return geometry.coordinates.flat(2);
    case 'GeometryCollection': return geometry.geometries.flatMap(positionsOf);
  }
}
