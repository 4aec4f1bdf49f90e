/** The features on show as the map's sources: lines, their marks, ends, pins, badges, areas. */
import type { Feature, FeatureCollection, Geometry, Point, Position } from 'geojson';
import type { CorridorFeature, FrontLineFeature, PlaceFeature, PlaceProps } from '../model/layers';
import { type Shown, groupProposals } from '../data/filters';
import { lookOf } from '../model/status';
import { endsOf, localName, proposalName } from '../words';
import { type Lane, along, boundsOf, lanes, positionsOf, sideways, splitAt, zoomForLength } from './geometry';
import { imageId } from './images';

export const SOURCE_IDS = ['lines', 'marks', 'ends', 'pins', 'events', 'control', 'areas', 'front', 'proposals', 'proposal-labels'] as const;
export type SourceId = (typeof SOURCE_IDS)[number];
export type Sources = Record<SourceId, FeatureCollection>;

/** How much of a line is drawn as inferred when one of its ends is. */
const INFERRED_SHARE = 0.4;

export function buildSources(shown: Shown): Sources {
  const drawn = shown.corridors.filter((corridor) => (corridor.geometry?.coordinates.length ?? 0) >= 2);
  const laneOf = lanes(
    drawn.map(({ properties, geometry }) => ({
      id: properties.id,
      line: geometry?.coordinates ?? [],
      look: `${properties.status}|${properties.purpose.join('+')}`,
    })),
  );
  const lane = (id: string): Lane => laneOf.get(id) ?? { offset: 0, index: 0, count: 1, reversed: false };
  const pinned = shown.corridors.filter(({ properties }) => !laneOf.has(properties.id));
  const endMarks = ends(drawn, shown.places);
  const taken = new Set(endMarks.flatMap(({ geometry }) => positionsOf(geometry).map(keyOf)));
  return {
    lines: collect(drawn.flatMap((corridor) => lineParts(corridor, lane(corridor.properties.id)))),
    marks: collect(drawn.flatMap((corridor) => lineMarks(corridor, lane(corridor.properties.id)))),
    ends: collect(endMarks),
    pins: collect(pins(pinned, shown.places, (place) => taken.has(keyOf(place)))),
    events: placed(shown.events, ({ kind, id }, at) => ({ layer: 'events', id, image: imageId.event(kind), aside: taken.has(keyOf(at)) ? 1 : 0 })),
    control: placed(shown.control, ({ party, tier, currency, id }) => ({ layer: 'control', id, image: imageId.control(tier, party), faded: currency === 'last_known' })),
    areas: placed(shown.control_areas, ({ tier, currency, id }) => ({ layer: 'control_areas', id, image: imageId.hatch(tier), faded: currency === 'last_known', contested: tier === 'contested' })),
    front: collect(shown.front_lines.flatMap(frontLine)),
    proposals: placed(shown.proposals, ({ id }) => ({ layer: 'proposals', id })),
    'proposal-labels': collect(proposalLabels(shown)),
  };
}

/** A piece of the front line; a ring only from where it can be seen as one. */
function frontLine({ geometry, properties }: FrontLineFeature): Feature[] {
  if (!geometry) return [];
  const { id, certainty, currency, uncertainty_km: km, length_km: length } = properties;
  const line = positionsOf(geometry);
  const [first, last] = [line[0], line.at(-1)];
  const isRing = first && last && keyOf(first) === keyOf(last);
  return [feature(geometry, {
    layer: 'front_lines', id, firm: certainty === 'firm', faded: currency === 'last_known', minzoom: isRing ? zoomForLength(line, 40) : 0,
    // A band wider than its line is long would be a blot.
    km: Math.min(km ?? 0, (length ?? 0) / 3),
  })];
}

function lineParts({ geometry, properties }: CorridorFeature, lane: Lane): Feature[] {
  const line = geometry?.coordinates ?? [];
  const look = lookOf(properties.status);
  const common = {
    layer: 'corridors', id: properties.id, tone: look.tone, width: look.width, offset: lane.offset,
    schematic: properties.geometry_basis !== 'road_network' && properties.geometry_basis !== 'digitised',
  };
  const part = (coordinates: Position[], inferred: boolean): Feature =>
    feature({ type: 'LineString', coordinates }, { ...common, inferred });
  const inferred = properties.inferred ?? [];
  if (inferred.includes('to')) {
    const [stated, rest] = splitAt(line, 1 - INFERRED_SHARE);
    return [part(stated, false), part(rest, true)];
  }
  if (inferred.includes('from')) {
    const [rest, stated] = splitAt(line, INFERRED_SHARE);
    return [part(rest, true), part(stated, false)];
  }
  return [part(line, false)];
}

/** Arrowheads at the ends, crosses along the line, the badge with the purposes, the question mark of an inferred end. */
function lineMarks({ geometry, properties }: CorridorFeature, lane: Lane): Feature[] {
  const line = geometry?.coordinates ?? [];
  const look = lookOf(properties.status);
  const mark = (kind: string, image: string, fraction: number, more: object = {}): Feature => {
    const { point, angle } = along(line, fraction);
    const common = { layer: 'corridors', id: properties.id, kind, image, rotate: 0, offset: sideways(angle, lane.offset), minzoom: 0 };
    return feature({ type: 'Point', coordinates: point }, { ...common, ...more });
  };
  const arrow = (fraction: 0 | 1): Feature => {
    const { angle } = along(line, fraction);
    // In the turned frame of the arrow, x runs along it: step back from the end so that the end's ring stays free.
    return fraction === 1
      ? mark('arrow', imageId.arrow(properties.status), 1, { rotate: angle, offset: [-14, lane.offset] })
      : mark('arrow', imageId.arrow(properties.status), 0, { rotate: angle + 180, offset: [-14, -lane.offset] });
  };
  const marks = [arrow(1)];
  if (properties.direction === 'both') marks.push(arrow(0));
  const inferred = properties.inferred ?? [];
  if (inferred.includes('to')) marks.push(mark('doubt', imageId.doubt(properties.status), 0.8));
  if (inferred.includes('from')) marks.push(mark('doubt', imageId.doubt(properties.status), 0.2));
  if (look.mark === 'cross') {
    for (const fraction of [0.2, 0.35, 0.65, 0.8]) marks.push(mark('cross', imageId.cross(properties.status), fraction, { minzoom: zoomForLength(line, 60) }));
  }
  const middle = inferred.includes('to') ? 0.42 : inferred.includes('from') ? 0.58 : 0.5;
  // Badges of neighbouring lanes stand one after the other, not on each other.
  const spread = (lane.index - (lane.count - 1) / 2) * Math.min(0.2, 0.6 / lane.count) * (lane.reversed ? -1 : 1);
  marks.push(mark('badge', imageId.badge(properties.status, properties.purpose), middle + spread, { minzoom: zoomForLength(line, 22) }));
  return marks;
}

interface End { at: Position; name: string; english: string; role: 'from' | 'to' | 'via'; inferred: boolean }

/** The named ends of the drawn lines, one for each place, the strongest role winning. */
function ends(drawn: CorridorFeature[], places: PlaceFeature[]): Feature[] {
  const found = new Map<string, End>();
  const strength = (end: End): number => (end.role === 'via' ? 0 : end.inferred ? 1 : end.role === 'from' ? 2 : 3);
  const add = (end: End): void => {
    const key = keyOf(end.at);
    const known = found.get(key);
    if (!known || strength(end) > strength(known)) found.set(key, end);
  };
  for (const { geometry, properties } of drawn) {
    const names = endsOf(properties);
    const line = geometry?.coordinates ?? [];
    const inferred = properties.inferred ?? [];
    add({ at: line[0] ?? [], name: names.from[0] ?? '', english: properties.from[0] ?? '', role: 'from', inferred: inferred.includes('from') });
    add({ at: line.at(-1) ?? [], name: names.to.at(-1) ?? '', english: properties.to.at(-1) ?? '', role: 'to', inferred: inferred.includes('to') });
  }
  const drawnIds = new Set(drawn.map(({ properties }) => properties.id));
  for (const { geometry, properties } of places) {
    if (geometry && properties.role === 'via' && drawnIds.has(properties.corridor_id)) {
      add({ at: geometry.coordinates, name: localName(properties), english: properties.name, role: 'via', inferred: Boolean(properties.inferred) });
    }
  }
  return [...found.values()].map(({ at, name, english, role, inferred }) =>
    feature({ type: 'Point', coordinates: at }, {
      name, english, role, image: imageId.end(inferred && role !== 'via' ? 'inferred' : role), rank: role === 'via' ? 1 : 0,
    }),
  );
}

/** Two pins fit side by side over a place; more become one with their number. */
const MOST_PINS = 2;

/** Corridors without a line, pinned to the places that they name. A pin stands for all that look the same. */
function pins(corridors: CorridorFeature[], places: PlaceFeature[], isNamed: (at: Position) => boolean): Feature[] {
  const byId = new Map(corridors.map(({ properties }) => [properties.id, properties]));
  const atPlace = new Map<string, { place: PlaceProps; geometry: Point; looks: Map<string, string[]> }>();
  for (const { properties: place, geometry } of places) {
    const corridor = byId.get(place.corridor_id);
    if (!corridor || !geometry) continue;
    const key = keyOf(geometry.coordinates);
    const entry = atPlace.get(key) ?? { place, geometry, looks: new Map() };
    const image = imageId.pin(corridor.status, corridor.purpose);
    entry.looks.set(image, [...new Set([...(entry.looks.get(image) ?? []), corridor.id])]);
    atPlace.set(key, entry);
  }
  return [...atPlace.values()].flatMap(({ place, geometry, looks }) => {
    const all = [...looks.values()].flat();
    const shown: [string, string[]][] = looks.size > MOST_PINS ? [[imageId.pins(all.length), all]] : [...looks];
    const name = isNamed(geometry.coordinates) ? '' : localName(place);
    return shown.map(([image, ids], i) =>
      feature(geometry, { layer: 'corridors', ids: ids.join(' '), image, name, english: place.name, offset: [(i - (shown.length - 1) / 2) * 46, -8] }),
    );
  });
}

/** One label for each proposal, in the region nearest to the middle of all of them. */
function proposalLabels(shown: Shown): Feature[] {
  return groupProposals(shown.proposals).flatMap(({ features, settlements, regions }) => {
    const middles = features.flatMap((region) => {
      const box = boundsOf(positionsOf(region.geometry));
      return box ? [{ region, at: [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] as Position }] : [];
    });
    const mean = [0, 1].map((axis) => middles.reduce((sum, { at }) => sum + (at[axis] ?? 0), 0) / (middles.length || 1));
    const away = (at: Position): number => Math.hypot((at[0] ?? 0) - (mean[0] ?? 0), (at[1] ?? 0) - (mean[1] ?? 0));
    const best = middles.toSorted((a, b) => away(a.at) - away(b.at))[0];
    if (!best) return [];
    const properties = { layer: 'proposals', id: best.region.properties.id, name: proposalName(settlements, regions) };
    return [feature({ type: 'Point', coordinates: best.at }, properties)];
  });
}

/** Positions nearer than about a hundred metres are one place. */
function keyOf([lon = 0, lat = 0]: Position): string {
  return `${lon.toFixed(3)},${lat.toFixed(3)}`;
}

function feature(geometry: Geometry, properties: Record<string, unknown>): Feature {
  return { type: 'Feature', geometry, properties };
}

/** The features that have a geometry, with the few properties that the map needs. */
function placed<G extends Geometry, P>(features: Feature<G | null, P>[], properties: (of: P, at: Position) => Record<string, unknown>): FeatureCollection {
  return collect(features.flatMap(({ geometry, properties: of }) => (geometry ? [feature(geometry, properties(of, positionsOf(geometry)[0] ?? []))] : [])));
}

function collect(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}
