/** All features on show as rows of one table. */
import type { Chosen, Sourced } from '../model/layers';
import type { Shown } from './filters';
import { boundsOf, positionsOf } from '../map/geometry';
import { corridorName, partyName, placeOf, regionName } from '../words';
import { corridorSpan, dayOf, eventDay } from './days';

export interface Row {
  chosen: Chosen;
  name: string;
  /** Word of the layer's own vocabulary: a purpose, a kind of event, a party. */
  kind: { vocabulary: string; values: string[] };
  status: string | null;
  day: string | null;
  basis: string | null;
  source: Sourced;
  /** West, south, east, north; null for what is not on the map. */
  box: [number, number, number, number] | null;
}

export function tableRows(shown: Shown): Row[] {
  const pinnedAt = new Map(shown.places.flatMap(({ properties, geometry }) => (geometry ? [[properties.corridor_id, geometry.coordinates] as const] : [])));
  return [
    ...shown.corridors.map(({ properties, geometry }): Row => {
      const pin = pinnedAt.get(properties.id);
      return {
        chosen: { layer: 'corridors', id: properties.id },
        name: corridorName(properties),
        kind: { vocabulary: 'purpose', values: properties.purpose },
        status: properties.status,
        day: corridorSpan(properties)?.[0] ?? null,
        basis: geometry ? (properties.geometry_basis ?? null) : 'none',
        source: properties,
        box: boundsOf(geometry ? positionsOf(geometry) : pin ? [pin] : []),
      };
    }),
    ...shown.proposals.map(({ properties, geometry }): Row => ({
      chosen: { layer: 'proposals', id: properties.id },
      name: regionName(properties),
      kind: { vocabulary: 'layer', values: ['proposals'] },
      status: properties.status,
      day: dayOf(properties.published),
      basis: 'area_only',
      source: properties,
      box: boundsOf(positionsOf(geometry)),
    })),
    ...shown.events.map(({ properties, geometry }): Row => ({
      chosen: { layer: 'events', id: properties.id },
      name: placeOf(properties),
      kind: { vocabulary: 'event', values: [properties.kind] },
      status: null,
      day: eventDay(properties),
      basis: null,
      source: properties,
      box: boundsOf(positionsOf(geometry)),
    })),
    ...shown.control.map(({ properties, geometry }): Row => ({
      chosen: { layer: 'control', id: properties.id },
      name: placeOf(properties),
      kind: { vocabulary: 'party', values: [partyName(properties)] },
      status: null,
      day: dayOf(properties.last_claim),
      basis: null,
      source: properties,
      box: boundsOf(positionsOf(geometry)),
    })),
  ];
}

/** Whether two boxes touch. */
export function overlaps(a: [number, number, number, number], b: [number, number, number, number]): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}
