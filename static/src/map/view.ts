/** The map itself: made once, then told what to show. */
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import {
  type ExpressionSpecification, type GeoJSONSource, type MapGeoJSONFeature, type MapMouseEvent, Map as MapLibre, Popup, ScaleControl, type StyleSpecification, setWorkerUrl,
} from 'maplibre-gl';
import type { FeatureCollection, Position } from 'geojson';
import type { Chosen, Lang, LayerId } from '../model/layers';
import type { Palette } from '../look';
import { onServer, wholeAddress } from '../server';
import type { View } from '../state/permalink';
import { boundsOf } from './geometry';
import { drawImage } from './images';
import { SOURCE_IDS, type Sources } from './sources';
import { CLICKABLE, LINE_LAYERS, composeStyle, groundStyle, watersOn, withoutNames } from './style';

export interface Padding { top: number; right: number; bottom: number; left: number }

export interface MapEvents {
  /** Features under a click, nearest on top; empty for a click beside everything. */
  clicked(found: Chosen[]): void;
  moved(view: View, bounds: [number, number, number, number]): void;
  /** Whether the map can be drawn: not without WebGL, nor where the page around this one forbids the map's worker. */
  works(can: boolean): void;
  /** The name to show beside the pointer. */
  nameOf(found: Chosen): string | null;
}

/** Where the map opens when there is nothing to frame: Ukraine. */
const HOME: [number, number, number, number] = [22, 44.2, 40.5, 52.5];
/** Software drawing on a busy machine takes seconds; whoever waits longer for the map reads the list meanwhile. */
const DRAWN_WITHIN_MS = 15_000;
/** How far beside a line a click still means it. */
const REACH_PX = 6;

export class MapView {
  private readonly map: MapLibre;
  private readonly popup = new Popup({ closeButton: false, closeOnClick: false, offset: 14, className: 'map-tip', maxWidth: '260px' });
  private sources: Sources | null = null;
  private chosenId = '';
  private day: string | null = null;
  private colours: Palette;
  private base: StyleSpecification | null = null;
  /** Counts the basemaps asked for, so that a late answer does not replace a newer one. */
  private asked = 0;

  constructor(container: HTMLElement, colours: Palette, view: View | null, private readonly events: MapEvents) {
    setWorkerUrl(workerUrl);
    this.colours = colours;
    this.map = new MapLibre({
      container,
      // No sources yet: a style that is replaced while its worker is still on the way would ask a worker that never comes.
      style: groundStyle(colours),
      ...(view ? { center: [view.lon, view.lat], zoom: view.zoom } : { bounds: HOME }),
      attributionControl: false,
      transformRequest: asReached,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxZoom: 14,
      minZoom: 2,
      renderWorldCopies: false,
      fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new ScaleControl({ maxWidth: 110 }), 'bottom-right');
    this.map.setMissingStyleImageResolver(async (id) => {
      const image = drawImage(id, this.colours, Math.max(2, devicePixelRatio));
      if (image && !this.map.hasImage(id)) this.map.addImage(id, image.data, { pixelRatio: image.pixelRatio });
    });
    this.map.on('click', (event) => void this.click(event));
    this.map.on('mousemove', (event) => this.hover(event));
    this.map.on('mouseout', () => this.popup.remove());
    this.map.on('moveend', () => this.tellView());
    this.map.once('load', () => this.tellView());
    this.watch();
    // Tests and pictures wait for this: everything loaded is drawn.
    this.map.on('render', () => this.settled('busy'));
    this.map.on('idle', () => { if (this.map.getSource('lines')) this.settled('idle'); });
  }

  /** Takes the basemap from the server in the reader's language and theme. Draws without one where it cannot be had. */
  async setBasemap(lang: Lang, theme: string, colours: Palette): Promise<boolean> {
    const turn = ++this.asked;
    this.colours = colours;
    let base: StyleSpecification | null = null;
    try {
      const answer = await fetch(onServer(`styles/korydor.json?lang=${lang}&theme=${theme}`));
      if (!answer.ok) throw new Error(answer.statusText);
      base = (await answer.json()) as StyleSpecification;
    } catch {
      base = null;
    }
    if (turn !== this.asked) return base !== null;
    this.base = base;
    this.map.setStyle(composeStyle(this.base, colours, this.sources), { diff: false });
    this.whenStyled(() => this.applyFilters());
    return base !== null;
  }

  setData(sources: Sources): void {
    this.sources = sources;
    this.whenStyled(() => {
      for (const id of SOURCE_IDS) (this.map.getSource(id) as GeoJSONSource | undefined)?.setData(sources[id]);
      this.applyFilters();
    });
  }

  /** Sets the chosen line off from the others. */
  setChosen(id: string): void {
    this.chosenId = id;
    this.whenStyled(() => this.applyFilters());
  }

  /** The day of the basemap; `null` is today. */
  setDay(day: string | null): void {
    this.day = day;
    this.whenStyled(() => this.applyFilters());
  }

  showFound(place: { name: string; at: Position } | null): void {
    const data: FeatureCollection = {
      type: 'FeatureCollection',
      features: place ? [{ type: 'Feature', geometry: { type: 'Point', coordinates: place.at }, properties: { name: place.name } }] : [],
    };
    this.whenStyled(() => (this.map.getSource('found') as GeoJSONSource | undefined)?.setData(data));
    if (place) this.map.flyTo({ center: place.at as [number, number], zoom: Math.max(this.map.getZoom(), 8.5), essential: false });
  }

  /** Frames all positions between the panels. */
  frame(positions: Position[], padding: Padding, animate: boolean): void {
    const box = boundsOf(positions);
    this.map.fitBounds(box ?? HOME, { padding: this.fitting(padding), maxZoom: 8.5, animate, duration: 500 });
  }

  setView(view: View): void {
    this.map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom });
  }

  /** The name of the map for those who do not see it. */
  setName(name: string): void {
    this.map.getCanvas().setAttribute('aria-label', name);
  }

  zoomBy(step: number): void {
    this.map.zoomTo(this.map.getZoom() + step);
  }

  resize(): void {
    this.map.resize();
  }

  /** Tells whether the map gets drawn; one that comes late or comes back is as good. */
  private watch(): void {
    let drawn = false;
    const tell = (can: boolean): void => { drawn = can; this.events.works(can); };
    // What the worker has made of the lines has arrived.
    this.map.on('sourcedata', ({ sourceId, isSourceLoaded }) => { if (!drawn && sourceId === 'lines' && isSourceLoaded) tell(true); });
    // Before the first drawing an error that belongs to no source is that of the worker, without which nothing is drawn.
    this.map.on('error', (event) => { if (!drawn && !('sourceId' in event)) tell(false); });
    this.map.on('webglcontextlost', () => tell(false));
    this.map.on('webglcontextrestored', () => tell(true));
    setTimeout(() => { if (!drawn) tell(false); }, DRAWN_WITHIN_MS);
  }

  private settled(state: 'idle' | 'busy'): void {
    document.documentElement.dataset['map'] = state;
  }

  private applyFilters(): void {
    const isChosen: ExpressionSpecification = ['==', ['get', 'id'], this.chosenId];
    this.map.setFilter('lines-chosen', isChosen);
    // The chosen line stands out among its neighbours; a chosen event or area leaves the lines as they are.
    const oneOfMany = this.sources?.lines.features.some(({ properties }) => properties?.['id'] === this.chosenId);
    for (const id of LINE_LAYERS) this.map.setPaintProperty(id, 'line-opacity', oneOfMany ? ['case', isChosen, 1, 0.4] : 1);
    const named = [...(this.sources?.ends.features ?? []), ...(this.sources?.pins.features ?? [])].map(({ properties }) => String(properties?.['english']));
    for (const layer of this.base?.layers ?? []) {
      if (!('source-layer' in layer) || !this.map.getLayer(layer.id)) continue;
      if (layer['source-layer'] === 'places') this.map.setFilter(layer.id, withoutNames(layer.filter, named));
      if (layer['source-layer'] === 'water' && layer.filter) this.map.setFilter(layer.id, watersOn(this.day));
    }
  }

  /** Runs now or as soon as the whole style is there. */
  private whenStyled(run: () => void): void {
    if (this.map.getSource('lines')) run();
    else this.map.once('style.load', () => this.whenStyled(run));
  }

  /** Padding that leaves at least a strip of map, however small the window. */
  private fitting(padding: Padding): Padding {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const share = (first: number, second: number, room: number): number => Math.min(1, (room - 80) / Math.max(1, first + second));
    const across = Math.max(0, share(padding.left, padding.right, clientWidth));
    const down = Math.max(0, share(padding.top, padding.bottom, clientHeight));
    return { left: padding.left * across, right: padding.right * across, top: padding.top * down, bottom: padding.bottom * down };
  }

  private tellView(): void {
    const { lng: lon, lat } = this.map.getCenter();
    const box = this.map.getBounds();
    this.events.moved({ zoom: this.map.getZoom(), lat, lon }, [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()]);
  }

  private featuresAt({ point }: MapMouseEvent): MapGeoJSONFeature[] {
    const layers = CLICKABLE.filter((id) => this.map.getLayer(id));
    const { x, y } = point;
    return this.map.queryRenderedFeatures([[x - REACH_PX, y - REACH_PX], [x + REACH_PX, y + REACH_PX]], { layers });
  }

  private async click(event: MapMouseEvent): Promise<void> {
    const found = this.featuresAt(event);
    // A symbol under the pointer is what was meant, not the line that runs below it.
    const symbols = found.filter(({ layer }) => layer.type === 'symbol');
    const meant = symbols.length ? symbols : found;
    const cluster = meant.find(({ properties }) => properties['point_count']);
    if (cluster) return this.openCluster(cluster, event);
    this.events.clicked(unique(meant));
  }

  private async openCluster(cluster: MapGeoJSONFeature, event: MapMouseEvent): Promise<void> {
    const source = this.map.getSource('events') as GeoJSONSource;
    const leaves = await source.getClusterLeaves(Number(cluster.properties['cluster_id']), 50, 0);
    const places = new Set(leaves.map(({ geometry }) => JSON.stringify('coordinates' in geometry ? geometry.coordinates : null)));
    if (places.size > 1 && this.map.getZoom() < 9) {
      this.map.easeTo({ center: event.lngLat, zoom: this.map.getZoom() + 2 });
      return;
    }
    this.events.clicked(leaves.map(({ properties }) => ({ layer: 'events', id: String(properties?.['id']) })));
  }

  private hover(event: MapMouseEvent): void {
    const first = this.featuresAt(event)[0];
    this.map.getCanvas().style.cursor = first ? 'pointer' : '';
    const found = first ? unique([first])[0] : undefined;
    const name = found ? this.events.nameOf(found) : null;
    if (name) this.popup.setLngLat(event.lngLat).setText(name).addTo(this.map);
    else this.popup.remove();
  }
}

/** Tiles are asked of the server as this page reaches it, which may not be the address that the server has of itself. */
function asReached(url: string): { url: string } | undefined {
  const at = url.indexOf('/tiles/basemap');
  return at < 0 ? undefined : { url: wholeAddress(url.slice(at + 1)) };
}

function unique(features: MapGeoJSONFeature[]): Chosen[] {
  const found = new Map<string, Chosen>();
  for (const { properties } of features) {
    const { layer, id, ids = id } = properties as { layer?: LayerId; id?: string; ids?: string };
    for (const each of ids?.split(' ') ?? []) if (layer) found.set(`${layer}/${each}`, { layer, id: each });
  }
  return [...found.values()];
}

/** Whether the browser can draw the map at all. */
export function hasWebGL(): boolean {
  const canvas = document.createElement('canvas');
  return Boolean(canvas.getContext('webgl2') ?? canvas.getContext('webgl'));
}
