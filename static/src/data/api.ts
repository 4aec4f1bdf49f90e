/** Asks the server for layers, reports and places. */
import type { FeatureCollection, Point } from 'geojson';
import { type Collection, type LayerId, type Layers, type ReportSummary, STATE_LAYERS, type StateLayers } from '../model/layers';
import { onServer } from '../server';
import { ALL_DAYS, type DayChoice } from './days';

const LAYER_IDS: readonly LayerId[] = ['corridors', 'events', 'places', 'proposals'];

export interface Loaded {
  layers: Omit<Layers, keyof StateLayers>;
  reports: ReportSummary[];
  /** Layers that did not come. */
  missing: string[];
}

/** Loads every layer that holds all days, and the list of reports. Throws when the corridors themselves cannot be had. */
export async function loadEverything(): Promise<Loaded> {
  const missing: string[] = [];
  const optional = async <T>(name: string, asked: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await asked;
    } catch {
      missing.push(name);
      return otherwise;
    }
  };
  const [corridors, reports, ...others] = await Promise.all([
    loadLayer('corridors'),
    optional('reports', loadReports(), []),
    ...LAYER_IDS.slice(1).map((id) => optional(id, loadLayer(id), { type: 'FeatureCollection', features: [] } as Collection)),
  ]);
  const layers = { corridors: corridors.features } as unknown as Record<LayerId, unknown[]>;
  LAYER_IDS.slice(1).forEach((id, i) => (layers[id] = others[i]?.features ?? []));
  return { layers: layers as unknown as Loaded['layers'], reports, missing };
}

/** Loads control as of a day; as of the latest known day where all days are on show. */
export async function loadControl(day: DayChoice): Promise<StateLayers> {
  const time = day === ALL_DAYS ? '' : `?datetime=${day}`;
  const asked = STATE_LAYERS.map(async (id) => [id, ((await getAgain(`layers/${id}.geojson${time}`)) as Collection).features] as const);
  return Object.fromEntries(await Promise.all(asked)) as unknown as StateLayers;
}

async function loadLayer(id: LayerId): Promise<Collection> {
  return (await getAgain(`layers/${id}.geojson`)) as Collection;
}

async function loadReports(): Promise<ReportSummary[]> {
  const answer = (await getAgain('reports')) as { reports?: ReportSummary[] };
  return answer.reports ?? [];
}

export interface FoundPlace {
  name: string;
  name_uk?: string | null;
  name_ru?: string | null;
  kind?: string | null;
  country?: string | null;
  admin1_name?: string | null;
}

/** Places by name, best first. */
export async function geocode(query: string, signal: AbortSignal): Promise<FeatureCollection<Point, FoundPlace>> {
  const answer = await ask(`geocode?q=${encodeURIComponent(query)}&limit=7`, signal);
  return (await answer.json()) as FeatureCollection<Point, FoundPlace>;
}

const ANSWERS_KEPT = 24;
/** The last answer for a path that is asked for again and again. */
const answers = new Map<string, { text: string; value: unknown }>();

/** The same object as before when the server answers with the same text. */
async function getAgain(path: string): Promise<unknown> {
  const answer = await ask(path);
  const text = await answer.text();
  const known = answers.get(path);
  if (known?.text === text) return known.value;
  const value: unknown = JSON.parse(text);
  // Control of many days may have been looked at: the oldest answers go.
  answers.delete(path);
  answers.set(path, { text, value });
  for (const oldest of [...answers.keys()].slice(0, Math.max(0, answers.size - ANSWERS_KEPT))) answers.delete(oldest);
  return value;
}

async function ask(path: string, signal?: AbortSignal): Promise<Response> {
  const answer = await fetch(onServer(path), { headers: { accept: 'application/geo+json, application/json' }, ...(signal && { signal }) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${answer.statusText}`);
  return answer;
}
