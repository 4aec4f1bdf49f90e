/** The map's style: the server's basemap below and between, the page's own layers of data on top. */
import type { ExpressionSpecification, FilterSpecification, LayerSpecification, SourceSpecification, StyleSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import type { FeatureCollection } from 'geojson';
import tokens from '../../../geodata/style/tokens.json';
import type { Palette } from '../look';
import { TONES, isDotted, lineCap } from '../model/status';
import { SOURCE_IDS, type Sources } from './sources';

const REGULAR = ['Noto Sans'];
const SEMIBOLD = ['Noto Sans Semibold'];
const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Layers that answer to a click or a hover. */
export const CLICKABLE = ['lines-touch', 'badges', 'pins', 'events', 'event-clusters', 'control', 'proposal-labels', 'proposal-touch', 'front-touch'];

/** The layers that draw the lines of corridors in their status. */
export const LINE_LAYERS = ['lines-inferred', ...[...TONES.keys()].map((tone) => `lines-${tone}`)];

/** The ground alone, until the rest is there. */
export function groundStyle(colours: Palette): StyleSpecification {
  return { version: 8, sources: {}, layers: basemapLayers(null, colours)[0] };
}

/** The style of the whole map. `base` is the server's style; only its background and its `basemap` layers are taken. */
export function composeStyle(base: StyleSpecification | null, colours: Palette, data: Sources | null): StyleSpecification {
  const [ground, labels] = basemapLayers(base, colours);
  const sources: Record<string, SourceSpecification> = {};
  const basemap = base?.sources['basemap'];
  if (basemap) sources['basemap'] = basemap;
  for (const id of SOURCE_IDS) {
    sources[id] = { type: 'geojson', data: data?.[id] ?? EMPTY, ...(id === 'events' && { cluster: true, clusterRadius: 24, clusterMaxZoom: 16, clusterProperties: { aside: ['max', ['get', 'aside']] } }) };
  }
  sources['found'] = { type: 'geojson', data: EMPTY };
  const own = dataLayers(colours);
  return {
    version: 8,
    name: 'Korydor',
    sources,
    layers: [...ground, ...own.filter(({ type }) => type !== 'symbol'), ...labels, ...own.filter(({ type }) => type === 'symbol')],
  };
}

/** Background, areas and lines of the basemap, and apart from them its labels with the page's own fonts. */
function basemapLayers(base: StyleSpecification | null, colours: Palette): [LayerSpecification[], LayerSpecification[]] {
  const background: LayerSpecification = { id: 'background', type: 'background', paint: { 'background-color': colours.water } };
  if (!base) return [[{ ...background, paint: { 'background-color': colours.land } }], []];
  const taken = base.layers.filter((layer) => layer.type === 'background' || ('source' in layer && layer.source === 'basemap'));
  const ground = taken.filter(({ type }) => type !== 'symbol');
  const labels = taken.filter((layer): layer is SymbolLayerSpecification => layer.type === 'symbol').map(withPageFonts);
  return [ground.some(({ type }) => type === 'background') ? ground : [background, ...ground], labels];
}

function withPageFonts(layer: SymbolLayerSpecification): SymbolLayerSpecification {
  if (!layer.layout?.['text-field']) return layer;
  const asked = JSON.stringify(layer.layout['text-font'] ?? '');
  const font = /italic/i.test(asked) ? ['Noto Sans Italic'] : /bold/i.test(asked) ? SEMIBOLD : REGULAR;
  return { ...layer, layout: { ...layer.layout, 'text-font': font } };
}

/** A filter of a basemap's labels that leaves out places which the data names itself. */
export function withoutNames(filter: FilterSpecification | undefined, names: string[]): FilterSpecification {
  const others: ExpressionSpecification = ['!', ['in', ['get', 'name'], ['literal', names]]];
  return filter ? (['all', filter, others] as FilterSpecification) : others;
}

/** Waters that were there on a day: a reservoir that was drained later still stands on an earlier day's map. */
export function watersOn(day: string | null): FilterSpecification {
  return day ? ['any', ['!', ['has', 'until']], ['>=', ['get', 'until'], day]] : ['!', ['has', 'until']];
}

function toneColour(colours: Palette): ExpressionSpecification {
  return ['match', ['get', 'tone'], ...[...TONES.keys()].flatMap((tone) => [tone, colours[tone]]), colours.unknown] as unknown as ExpressionSpecification;
}

/** A width in pixels that shrinks a little when the whole country is in view. */
function scaled(width: ExpressionSpecification | number): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], 4, ['*', 0.75, width], 7, width, 11, ['*', 1.4, width]] as ExpressionSpecification;
}

function dataLayers(colours: Palette): LayerSpecification[] {
  const tone = toneColour(colours);
  const width: ExpressionSpecification = ['get', 'width'];
  const offset: ExpressionSpecification = ['get', 'offset'];
  const stated: ExpressionSpecification = ['!', ['get', 'inferred']];
  const line = (id: string, filter: ExpressionSpecification, paint: object, cap: 'butt' | 'round' = 'butt'): LayerSpecification => ({
    id, type: 'line', source: 'lines', filter,
    layout: { 'line-cap': cap, 'line-join': 'round' },
    paint: { 'line-offset': offset, 'line-color': tone, 'line-width': scaled(width), ...paint },
  });
  const always: ExpressionSpecification = ['literal', true];
  const dotted = [...TONES].flatMap(([name, look]) => (isDotted(look) ? [name] : []));
  return [
    ...front(colours),
    { id: 'proposal-touch', type: 'line', source: 'proposals', paint: { 'line-width': 12, 'line-opacity': 0 } },
    { id: 'proposal-fill', type: 'fill', source: 'proposals', paint: { 'fill-color': colours.proposed, 'fill-opacity': 0.06 } },
    {
      id: 'proposal-outline', type: 'line', source: 'proposals', layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colours.proposed, 'line-width': 2, 'line-dasharray': [0.01, 2] },
    },
    line('lines-chosen', ['==', ['get', 'id'], ''], { 'line-color': colours.focus, 'line-width': 16, 'line-opacity': 0.32 }),
    line('lines-casing', always, { 'line-color': colours.casing, 'line-width': scaled(['+', width, 3]) }, 'round'),
    line('lines-inferred', ['get', 'inferred'], { 'line-width': scaled(3), 'line-dasharray': [0, 1.8] }, 'round'),
    ...[...TONES].map(([name, look]) =>
      line(`lines-${name}`, ['all', stated, ['==', ['get', 'tone'], name]], look.dash.length ? { 'line-dasharray': look.dash } : {}, lineCap(look)),
    ),
    line('lines-core', ['all', stated, ['get', 'schematic'], ['!', ['in', ['get', 'tone'], ['literal', dotted]]], ['>=', width, 3]], {
      'line-color': colours.casing, 'line-width': scaled(1.1), 'line-opacity': 0.9,
    }),
    line('lines-touch', always, { 'line-width': 18, 'line-opacity': 0 }),
    ...symbols(colours),
  ];
}

/** Hatched areas, and the line over the band in which it may run; what was last known as a faint outline. */
function front(colours: Palette): LayerSpecification[] {
  const look = tokens.front;
  const faded = look['last-known'];
  const lastKnown: ExpressionSpecification = ['get', 'faded'];
  const current: ExpressionSpecification = ['!', lastKnown];
  const band = (zoom: number): ExpressionSpecification => ['*', ['get', 'km'], look['band-pixels-per-km'] * 2 ** zoom];
  const line = (id: string, filter: ExpressionSpecification, paint: object): LayerSpecification => ({
    id, type: 'line', source: 'front', filter: ['all', filter, ['>=', ['zoom'], ['get', 'minzoom']]], layout: { 'line-join': 'round' }, paint: { 'line-color': colours.ink, 'line-width': look.width, ...paint },
  });
  return [
    { id: 'areas', type: 'fill', source: 'areas', filter: current, paint: { 'fill-pattern': ['get', 'image'], 'fill-opacity': look['hatch-opacity'] } },
    {
      id: 'areas-last-known', type: 'line', source: 'areas', filter: lastKnown, layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.held, 'line-width': faded.width, 'line-opacity': faded.opacity },
    },
    {
      // A soft edge on the side that is held.
      id: 'areas-last-known-inside', type: 'line', source: 'areas', filter: ['all', lastKnown, ['!', ['get', 'contested']]], layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.held, 'line-width': faded.edge, 'line-offset': faded.edge / 2, 'line-opacity': faded['edge-opacity'] },
    },
    line('front-band', current, {
      'line-opacity': look['band-opacity'], 'line-width': ['interpolate', ['exponential', 2], ['zoom'], 0, band(0), 14, band(14)],
    }),
    line('front-line', ['all', current, ['get', 'firm']], {}),
    line('front-unsure', ['all', current, ['!', ['get', 'firm']]], { 'line-dasharray': look.dash }),
    line('front-last-known', lastKnown, { 'line-width': faded.width, 'line-opacity': faded.opacity }),
    line('front-touch', ['literal', true], { 'line-width': 14, 'line-opacity': 0 }),
  ];
}

/**
 * The symbols, bottom to top. What stands higher is placed first: pins and ends always show, the names of the ends give
 * way only to pins, the badges of lines give way to names and to each other, and the basemap's names to all.
 */
function symbols(colours: Palette): LayerSpecification[] {
  const image: ExpressionSpecification = ['get', 'image'];
  const halo = { 'text-color': colours.ink, 'text-halo-color': colours.land, 'text-halo-width': 2 };
  // An event at the end of a line steps aside, so that both can be read.
  const aside = (x: number, y: number): ExpressionSpecification => ['case', ['==', ['get', 'aside'], 1], ['literal', [x, y]], ['literal', [0, 0]]];
  const small: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 5, 0.66, 6.5, 0.74, 8, 1];
  const always = { 'icon-allow-overlap': true } as const;
  const mark = (id: string, kind: string, more: object): LayerSpecification => ({
    id, type: 'symbol', source: 'marks', filter: ['all', ['==', ['get', 'kind'], kind], ['>=', ['zoom'], ['get', 'minzoom']]],
    layout: { 'icon-image': image, 'icon-offset': ['get', 'offset'], 'icon-rotate': ['get', 'rotate'], ...more },
  });
  const over = { ...always, 'icon-ignore-placement': true } as const;
  const name = (size: ExpressionSpecification | number): NonNullable<SymbolLayerSpecification['layout']> => ({
    'text-field': ['get', 'name'], 'text-font': SEMIBOLD, 'text-size': size, 'text-radial-offset': 0.85, 'text-justify': 'auto', 'text-padding': 1,
    'text-variable-anchor': ['left', 'right', 'top', 'bottom', 'top-left', 'top-right', 'bottom-left', 'bottom-right'],
  });
  return [
    {
      id: 'proposal-labels', type: 'symbol', source: 'proposal-labels',
      layout: { 'text-field': ['get', 'name'], 'text-font': SEMIBOLD, 'text-size': 12.5, 'text-max-width': 9, 'text-padding': 6 },
      paint: { ...halo, 'text-color': colours.proposedText },
    },
    mark('badges', 'badge', { 'icon-size': small, 'icon-padding': 1 }),
    mark('crosses', 'cross', over),
    mark('arrows', 'arrow', { ...over, 'icon-rotation-alignment': 'map' }),
    mark('doubts', 'doubt', { ...over, 'icon-size': small }),
    {
      id: 'control', type: 'symbol', source: 'control',
      layout: { 'icon-image': image, 'icon-size': ['interpolate', ['linear'], ['zoom'], 6, 0.5, 9, 0.8], ...over },
      paint: { 'icon-opacity': ['case', ['get', 'faded'], tokens.front['last-known'].opacity, 1] },
    },
    {
      id: 'event-clusters', type: 'symbol', source: 'events', filter: ['has', 'point_count'],
      layout: {
        'icon-image': 'cluster', 'text-field': ['get', 'point_count_abbreviated'], 'text-font': SEMIBOLD, 'text-size': 12, ...always,
        'text-allow-overlap': true, 'icon-offset': aside(0, 23), 'text-offset': aside(0, 1.92),
      },
      paint: { 'text-color': colours.surface },
    },
    {
      id: 'events', type: 'symbol', source: 'events', filter: ['!', ['has', 'point_count']],
      layout: { 'icon-image': image, ...always, 'icon-offset': aside(0, 23) },
    },
    { id: 'ends', type: 'symbol', source: 'ends', layout: { 'icon-image': image, ...over } },
    { id: 'pin-labels', type: 'symbol', source: 'pins', layout: name(14), paint: halo },
    {
      id: 'end-labels', type: 'symbol', source: 'ends',
      layout: { ...name(['match', ['get', 'role'], 'via', 12.5, 15]), 'symbol-sort-key': ['get', 'rank'] },
      paint: halo,
    },
    {
      id: 'pins', type: 'symbol', source: 'pins',
      layout: { 'icon-image': image, 'icon-anchor': 'bottom', 'icon-offset': ['get', 'offset'], 'icon-size': small, ...over },
    },
    {
      // Keeps names out of the pins without taking the room of the pins' tails, where a name may well stand.
      id: 'pin-space', type: 'symbol', source: 'pins',
      layout: { 'icon-image': 'space', 'icon-anchor': 'bottom', 'icon-offset': [0, -20], 'icon-padding': 0, 'icon-size': small, ...always },
    },
    {
      id: 'found', type: 'symbol', source: 'found',
      layout: {
        'icon-image': 'found', 'icon-anchor': 'bottom', ...always, 'text-field': ['get', 'name'], 'text-font': SEMIBOLD,
        'text-size': 14, 'text-anchor': 'top', 'text-offset': [0, 0.3], 'text-allow-overlap': true,
      },
      paint: halo,
    },
  ];
}
