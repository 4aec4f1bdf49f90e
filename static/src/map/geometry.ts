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
    const keyOf = (entry: LaneLine): string => (bundle.length > MOST_LANES ? entry.look : entry.id);
    const keys = [...new Set(bundle.map(keyOf))];
    const indices = new Map(keys.map((key, index) => [key, index]));
    const reference = heading(first.line);
    for (const entry of bundle) {
      const index = indices.get(keyOf(entry)) ?? 0;
      const [x, y] = heading(entry.line);
      const sameWay = x * reference[0] + y * reference[1] >= 0 ? 1 : -1;
      // Adding zero keeps a middle lane from being minus zero.
      result.set(entry.id, { offset: (index - (keys.length - 1) / 2) * LANE_PX * sameWay + 0, index, count: keys.length, reversed: sameWay < 0 });
    }
  }
  return result;
}

/** Groups lines that share an end and leave it in nearly one direction. */
function bundles(lines: LaneLine[]): LaneLine[][] {
  const raysAt = new Map<string, { angle: number; of: number }[]>();
  lines.forEach(({ line }, of) => {
    for (const way of [line, line.toReversed()]) {
      const rays = raysAt.get(key(way[0])) ?? [];
      rays.push({ angle: angleOf([0, 0], heading(way)), of });
      raysAt.set(key(way[0]), rays);
    }
  });
  const groups = new Groups(lines.length);
  for (const rays of raysAt.values()) {
    rays.sort((a, b) => a.angle - b.angle);
    rays.forEach((ray, i) => {
      const next = rays[(i + 1) % rays.length] ?? ray;
      if ((next.angle - ray.angle + 360) % 360 <= CLOSE_DEGREES) groups.join(ray.of, next.of);
    });
  }
  const members = new Map<number, LaneLine[]>();
  lines.forEach((entry, i) => {
    const group = members.get(groups.of(i)) ?? [];
    group.push(entry);
    members.set(groups.of(i), group);
  });
  return [...members.values()];
}

/** Disjoint sets of the numbers below `count`. */
class Groups {
  private readonly parents: number[];

  constructor(count: number) {
    this.parents = Array.from({ length: count }, (_, i) => i);
  }

  of(member: number): number {
    let root = member;
    while (this.parents[root] !== root) root = this.parents[root] ?? root;
    this.parents[member] = root;
    return root;
  }

  join(a: number, b: number): void {
    this.parents[this.of(b)] = this.of(a);
  }
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
