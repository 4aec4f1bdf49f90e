/** Which day a feature belongs to, and what each day holds. Days are `YYYY-MM-DD`. */
import type { CorridorProps, EventProps, Layers, ReportSummary, Sourced, Status } from '../model/layers';

export type Day = string;
export const ALL_DAYS = 'all';
/** One day, or all of them. */
export type DayChoice = Day | typeof ALL_DAYS;

const DAY_MS = 86_400_000;

/** The day part of an ISO date or date-time; null for anything else. */
export function dayOf(stamp: string | null | undefined): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(stamp ?? '');
  if (!match) return null;
  const day = match[0];
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day;
}

/** First and last day of a corridor: its stated days, else the day it was published. */
export function corridorSpan(corridor: CorridorProps): [Day, Day] | null {
  const first = dayOf(corridor.valid_from) ?? dayOf(corridor.published);
  if (!first) return null;
  const last = dayOf(corridor.valid_to);
  return [first, last && last >= first ? last : first];
}

/** The day of an event: when it happened, else when it was published. */
export function eventDay(event: EventProps): Day | null {
  return dayOf(event.time) ?? dayOf(event.published);
}

export function corridorOn(corridor: CorridorProps, choice: DayChoice): boolean {
  if (choice === ALL_DAYS) return true;
  const span = corridorSpan(corridor);
  return span !== null && span[0] <= choice && choice <= span[1];
}

export function eventOn(event: EventProps, choice: DayChoice): boolean {
  return choice === ALL_DAYS || eventDay(event) === choice;
}

export function publishedOn(feature: Pick<Sourced, 'published'>, choice: DayChoice): boolean {
  return choice === ALL_DAYS || dayOf(feature.published) === choice;
}

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from `first` to `last`. */
export function daysBetween(first: Day, last: Day): number {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY_MS);
}

/** What one day holds. */
export interface DayTally {
  day: Day;
  reports: number;
  events: number;
  corridors: Partial<Record<Status, number>>;
  corridorCount: number;
  /** Corridors that have a line on the map. */
  drawnCount: number;
}

/** A longer run of days than this is not a time bar any more; later days win. */
const LONGEST_RUN = 1500;

/** Every day from the first to the last that holds anything, with its counts; empty days included. */
export function tallyDays(layers: Pick<Layers, 'corridors' | 'events'>, reports: ReportSummary[]): DayTally[] {
  const tallies = new Map<Day, DayTally>();
  const at = (day: Day): DayTally => {
    const tally = tallies.get(day) ?? { day, reports: 0, events: 0, corridors: {}, corridorCount: 0, drawnCount: 0 };
    tallies.set(day, tally);
    return tally;
  };
  for (const { properties, geometry } of layers.corridors) {
    const span = corridorSpan(properties);
    if (!span) continue;
    const length = Math.min(daysBetween(span[0], span[1]), LONGEST_RUN);
    for (let i = 0; i <= length; i++) {
      const tally = at(addDays(span[0], i));
      tally.corridors[properties.status] = (tally.corridors[properties.status] ?? 0) + 1;
      tally.corridorCount += 1;
      if (geometry) tally.drawnCount += 1;
    }
  }
  for (const { properties } of layers.events) {
    const day = eventDay(properties);
    if (day) at(day).events += 1;
  }
  for (const report of reports) {
    const day = dayOf(report.published);
    if (day) at(day).reports += 1;
  }
  const days = [...tallies.keys()].sort();
  const last = days.at(-1);
  let first = days[0];
  if (!first || !last) return [];
  if (daysBetween(first, last) > LONGEST_RUN) first = addDays(last, -LONGEST_RUN);
  const run: DayTally[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) run.push(at(day));
  return run;
}

/** The day to open with: the newest with a corridor on the map, else the newest with any, else the last. */
export function openingDay(tallies: DayTally[]): Day | null {
  const drawn = tallies.findLast(({ drawnCount }) => drawnCount > 0);
  return (drawn ?? tallies.findLast(({ corridorCount }) => corridorCount > 0))?.day ?? tallies.at(-1)?.day ?? null;
}

/** The nearest day before (`-1`) or after (`1`) that holds anything. */
export function neighbourDay(tallies: DayTally[], from: Day, step: -1 | 1): Day | null {
  const filled = tallies.filter((tally) => tally.corridorCount + tally.events + tally.reports > 0).map(({ day }) => day);
  return (step === 1 ? filled.find((day) => day > from) : filled.findLast((day) => day < from)) ?? null;
}
