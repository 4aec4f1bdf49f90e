/** The state of the page as an address: `?date=&layers=&status=&feature=&lang=&view=#map=zoom/lat/lon`. */
import {
  type Chosen, LANGS, type Lang, type LayerId, STATUSES, SWITCHABLE, type Status, type SwitchableId,
} from '../model/layers';
import { ALL_DAYS, type DayChoice, dayOf } from '../data/days';

export interface View { zoom: number; lat: number; lon: number }
export type Mode = 'map' | 'table';

export interface Permalink {
  date: DayChoice | null;
  layers: SwitchableId[] | null;
  statuses: Status[];
  feature: Chosen | null;
  lang: Lang | null;
  mode: Mode;
  view: View | null;
}

const LAYER_IDS: readonly LayerId[] = [...SWITCHABLE, 'control_areas', 'places'];

/** Reads an address; anything that is not understood is left out. */
export function readPermalink(url: Pick<URL, 'searchParams' | 'hash'>): Permalink {
  const query = url.searchParams;
  const date = query.get('date');
  const lang = query.get('lang');
  const layers = query.get('layers');
  return {
    date: date === ALL_DAYS ? ALL_DAYS : dayOf(date) === date ? date : null,
    layers: layers === null ? null : words(layers, SWITCHABLE),
    statuses: words(query.get('status') ?? '', STATUSES),
    feature: readChosen(query.get('feature')),
    lang: LANGS.find((known) => known === lang) ?? null,
    mode: query.get('view') === 'table' ? 'table' : 'map',
    view: readView(url.hash),
  };
}

/** Writes the state; what is `null`, empty or the default is left out. */
export function writePermalink(state: Permalink): string {
  const query = new URLSearchParams();
  if (state.date) query.set('date', state.date);
  if (state.layers) query.set('layers', state.layers.join(','));
  if (state.statuses.length) query.set('status', state.statuses.join(','));
  if (state.feature) query.set('feature', `${state.feature.layer}/${state.feature.id}`);
  if (state.lang) query.set('lang', state.lang);
  if (state.mode !== 'map') query.set('view', state.mode);
  const search = query.toString().replaceAll('%2C', ',').replaceAll('%2F', '/');
  return (search ? `?${search}` : '') + (state.view ? `#${writeView(state.view)}` : '');
}

export function writeView({ zoom, lat, lon }: View): string {
  return `map=${trim(zoom, 2)}/${trim(lat, 4)}/${trim(lon, 4)}`;
}

function readView(hash: string): View | null {
  const match = /(?:^#|&)map=(-?[\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)/.exec(hash);
  if (!match) return null;
  const [zoom, lat, lon] = match.slice(1).map(Number) as [number, number, number];
  const sound = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return sound ? { zoom, lat, lon } : null;
}

function readChosen(text: string | null): Chosen | null {
  const slash = text?.indexOf('/') ?? -1;
  if (!text || slash < 1) return null;
  const layer = LAYER_IDS.find((known) => known === text.slice(0, slash));
  const id = text.slice(slash + 1);
  return layer && id ? { layer, id } : null;
}

function words<T extends string>(text: string, known: readonly T[]): T[] {
  const asked = text.split(',');
  return known.filter((word) => asked.includes(word));
}

function trim(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
