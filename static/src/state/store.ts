/** The state of the page in signals: what was loaded, what is chosen, and what follows from both. */
import { computed, signal } from '@preact/signals';
import type { Chosen, Lang, Layers, ReportSummary, Status, SwitchableId } from '../model/layers';
import { ON_AT_FIRST } from '../model/layers';
import { type DayChoice, ALL_DAYS, openingDay, tallyDays } from '../data/days';
import { type Shown, countByStatus, newestChanges, shownFeatures, unplacedNames } from '../data/filters';
import { serverDay } from '../server';
import type { Mode, View } from './permalink';

export type Theme = 'light' | 'dark';
/** `loading` until the first answer; `failed` when the server cannot be reached. */
export type LoadState = 'loading' | 'ready' | 'failed';
/** Heights of the sheet on a phone. */
export type SheetHeight = 'peek' | 'half' | 'full';

const NOTHING: Layers = { corridors: [], events: [], control: [], control_areas: [], front_lines: [], places: [], proposals: [] };

export const layers = signal<Layers>(NOTHING);
export const reports = signal<ReportSummary[]>([]);
export const loadState = signal<LoadState>('loading');
/** Layers that could not be loaded while others could. */
export const missingLayers = signal<string[]>([]);

export const lang = signal<Lang>('en');
/** Whether somebody asked for the language, by a link or by a press: then links keep it. */
export const langAsked = signal(false);
export const theme = signal<Theme>('light');
/** The day asked for; `null` until somebody asks. */
export const askedDay = signal<DayChoice | null>(null);
export const statuses = signal<ReadonlySet<Status>>(new Set());
export const layersOn = signal<ReadonlySet<SwitchableId>>(new Set(ON_AT_FIRST));
export const chosen = signal<Chosen | null>(null);
/** Several features under one click, to choose from. */
export const candidates = signal<Chosen[]>([]);
/** The corridor under the pointer in the list. */
export const hovered = signal<string | null>(null);
export const mode = signal<Mode>('map');
/** The map's view; `null` until the map has settled. */
export const view = signal<View | null>(null);
/** West, south, east, north of the map; `null` without a map. */
export const bounds = signal<[number, number, number, number] | null>(null);
/** `false` where and as long as no map can be drawn. */
export const mapWorks = signal(true);
/** `false` where the server gave no basemap to draw on. */
export const basemapWorks = signal(true);
/** Narrow enough for the sheet instead of the rail. */
export const isPhone = signal(false);
export const sheetHeight = signal<SheetHeight>('peek');
/** What the live region says next. */
export const announcement = signal('');

/** The places of all corridors, for their names in other languages. */
export const placesById = computed(
  () => new Map(layers.value.places.map(({ properties }) => [properties.place_id ?? '', properties])),
);
export const tallies = computed(() => tallyDays(layers.value, reports.value));
export const day = computed<DayChoice>(() => askedDay.value ?? openingDay(tallies.value, serverDay()) ?? ALL_DAYS);
export const shown = computed<Shown>(() =>
  shownFeatures(layers.value, { day: day.value, statuses: statuses.value, layers: layersOn.value }),
);
/** Whether a line follows roads of OpenStreetMap, whose makers must then be named. */
export const alongImportedRoads = computed(() =>
  layers.value.corridors.some(({ properties }) => properties.geometry_basis === 'road_network'),
);
export const counts = computed(() => countByStatus(shown.value.corridorsOfDay));
export const unplaced = computed(() => unplacedNames(reports.value, day.value));
export const changes = computed(() => newestChanges(layers.value.corridors, day.value, 5));

/** The feature that is open in the panel, with its layer. */
export const chosenFeature = computed(() => {
  const which = chosen.value;
  if (!which) return null;
  const feature = layers.value[which.layer].find(({ properties }) => properties.id === which.id);
  return feature ? { layer: which.layer, feature } : null;
});

export function choose(which: Chosen | null): void {
  // The sheet first: framing the feature needs to know how much of the map it covers.
  if (which && sheetHeight.value === 'peek') sheetHeight.value = 'half';
  candidates.value = [];
  chosen.value = which;
}

export function chooseAmong(found: Chosen[]): void {
  if (found.length < 2) return choose(found[0] ?? null);
  if (sheetHeight.value === 'peek') sheetHeight.value = 'half';
  chosen.value = null;
  candidates.value = found;
}

export function toggleStatus(status: Status): void {
  statuses.value = toggled(statuses.value, status);
}

export function toggleLayer(layer: SwitchableId): void {
  layersOn.value = toggled(layersOn.value, layer);
}

function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
