/** What is on show: the features that pass the day, status and layer filters. */
import type {
  ControlAreaFeature, ControlFeature, CorridorFeature, EventFeature, FrontLineFeature, Layers, PlaceFeature, ProposalFeature,
  ReportSummary, Status, SwitchableId,
} from '../model/layers';
import { STATUSES } from '../model/layers';
import { ALL_DAYS, type DayChoice, corridorOn, corridorSpan, dayOf, eventOn, publishedOn } from './days';

export interface Filters {
  day: DayChoice;
  /** Statuses to show; empty means all. */
  statuses: ReadonlySet<Status>;
  layers: ReadonlySet<SwitchableId>;
}

export interface Shown {
  corridors: CorridorFeature[];
  /** Corridors of the day whatever the status filter says: what the counters count. */
  corridorsOfDay: CorridorFeature[];
  events: EventFeature[];
  control: ControlFeature[];
  control_areas: ControlAreaFeature[];
  front_lines: FrontLineFeature[];
  proposals: ProposalFeature[];
  /** Places of the corridors on show. */
  places: PlaceFeature[];
}

export function shownFeatures(all: Layers, filters: Filters): Shown {
  const on = (layer: SwitchableId): boolean => filters.layers.has(layer);
  const corridorsOfDay = all.corridors.filter(({ properties }) => corridorOn(properties, filters.day));
  const corridors = on('corridors')
    ? corridorsOfDay.filter(({ properties }) => filters.statuses.size === 0 || filters.statuses.has(properties.status))
    : [];
  const ids = new Set(corridors.map(({ properties }) => properties.id));
  return {
    corridors: filters.day === ALL_DAYS ? sortByDay(corridors) : sortByStatus(corridors),
    corridorsOfDay,
    events: on('events') ? all.events.filter(({ properties }) => eventOn(properties, filters.day)) : [],
    control: on('control') ? all.control : [],
    control_areas: on('front_lines') ? all.control_areas : [],
    front_lines: on('front_lines') ? all.front_lines : [],
    proposals: on('proposals') ? all.proposals.filter(({ properties }) => publishedOn(properties, filters.day)) : [],
    places: all.places.filter(({ properties }) => ids.has(properties.corridor_id)),
  };
}

/** Corridors in the order of their status (those in use first), newest first within one status. */
export function sortByStatus(corridors: CorridorFeature[]): CorridorFeature[] {
  const ranks = new Map(STATUSES.map((status, rank) => [status, rank]));
  const rank = (status: Status): number => ranks.get(status) ?? STATUSES.length;
  return corridors.toSorted(
    (a, b) =>
      rank(a.properties.status) - rank(b.properties.status) ||
      newerFirst(a.properties.published, b.properties.published) ||
      Number(b.geometry !== null) - Number(a.geometry !== null),
  );
}

/** The newest day first. */
function sortByDay(corridors: CorridorFeature[]): CorridorFeature[] {
  const days = new Map(corridors.map((corridor) => [corridor, corridorSpan(corridor.properties)?.[0]]));
  return sortByStatus(corridors).toSorted((a, b) => newerFirst(days.get(a), days.get(b)));
}

/** Compares ISO dates, which sort as text; none comes last. */
function newerFirst(a: string | null | undefined, b: string | null | undefined): number {
  const [one, other] = [a ?? '', b ?? ''];
  return one === other ? 0 : one < other ? 1 : -1;
}

/** How many corridors have each status, in the order of the statuses, none with zero. */
export function countByStatus(corridors: CorridorFeature[]): [Status, number][] {
  const counts = new Map<Status, number>();
  for (const { properties } of corridors) counts.set(properties.status, (counts.get(properties.status) ?? 0) + 1);
  return STATUSES.filter((status) => counts.has(status)).map((status) => [status, counts.get(status) ?? 0]);
}

export interface UnplacedName { text: string; reason: string; report: ReportSummary }

/** Names of the day's reports that have no coordinates, one for each text and report. */
export function unplacedNames(reports: ReportSummary[], day: DayChoice): UnplacedName[] {
  return reports
    .filter((report) => publishedOn({ published: report.published ?? null }, day))
    .flatMap((report) => {
      const seen = new Set<string>();
      return (report.unplaced ?? []).filter(({ text }) => !seen.has(text) && seen.add(text)).map((name) => ({ ...name, report }));
    });
}

export interface Change {
  corridor: CorridorFeature;
  status: Status;
  announcedBy: string | null;
  published: string;
}

/** The newest statements about any corridor up to the chosen day, newest first. */
export function newestChanges(corridors: CorridorFeature[], day: DayChoice, limit: number): Change[] {
  const changes: Change[] = corridors.flatMap((corridor) => {
    const { properties } = corridor;
    const statements = properties.history?.length ? properties.history : [properties];
    return statements.map((statement) => ({
      corridor,
      status: statement.status,
      announcedBy: statement.announced_by ?? null,
      published: statement.published ?? '',
    }));
  });
  return changes
    .filter(({ published }) => day === 'all' || (dayOf(published) ?? '') <= day)
    .toSorted((a, b) => newerFirst(a.published, b.published))
    .slice(0, limit);
}

export interface ProposalGroup {
  id: string;
  features: ProposalFeature[];
  settlements: number | null;
  regions: number;
}

/** Proposals by the sentence that makes them: one sentence may name nine regions. */
export function groupProposals(proposals: ProposalFeature[]): ProposalGroup[] {
  const groups = new Map<string, ProposalFeature[]>();
  for (const feature of proposals) {
    const key = `${feature.properties.report_id}#${feature.properties.quote_start}`;
    groups.set(key, [...(groups.get(key) ?? []), feature]);
  }
  return [...groups].map(([id, features]) => ({
    id,
    features,
    settlements: features[0]?.properties.settlements ?? null,
    regions: features[0]?.properties.regions ?? features.length,
  }));
}
