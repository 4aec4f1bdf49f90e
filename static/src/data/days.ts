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

/** First and last day of a corridor: its stated days, else the day it was published; none where a day is stated that was not understood. */
export function corridorSpan(corridor: CorridorProps): [Day, Day] | null {
  if (corridor.day_not_understood) return null;
  const first = dayOf(corridor.valid_from) ?? dayOf(corridor.published);
  if (!first) return null;
  const last = dayOf(corridor.valid_to);
  return [first, last && last >= first ? last : first];
}

/** The day of an event: when it happened, else when it was published; none where a day is stated that was not understood. */
export function eventDay(event: EventProps): Day | null {
  if (event.day_not_understood) return null;
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

/** More empty days in a row than this are folded: the time bar shows where, and leaves them out. */
const LONGEST_EMPTY = 45;
/** Empty days that stay on either side of a fold. */
const BESIDE_A_FOLD = 3;
/** No corridor counts for more days than this, whatever a report says. */
const LONGEST_SPAN = 1500;

/** Every day that holds anything, in order, with its counts; the empty days between, where they are few. */
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
    const length = Math.min(daysBetween(span[0], span[1]), LONGEST_SPAN);
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
  const run: DayTally[] = [];
  for (const day of [...tallies.keys()].sort()) {
    const before = run.at(-1)?.day;
    const empty = before ? daysBetween(before, day) - 1 : 0;
    const kept = empty > LONGEST_EMPTY ? [...upTo(BESIDE_A_FOLD), ...upTo(BESIDE_A_FOLD).map((i) => empty - BESIDE_A_FOLD + i)] : upTo(empty);
    if (before) run.push(...kept.map((i) => at(addDays(before, i))));
    run.push(at(day));
  }
  return run;
}

/** 1, 2, …, `count`. */
function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

/** Whether days are left out before the one at `index`. */
export function isFoldedBefore(run: DayTally[], index: number): boolean {
  const [before, here] = [run[index - 1]?.day, run[index]?.day];
  return !!before && !!here && daysBetween(before, here) > 1;
}

/** Where in the run a day stands, or the last one before it. */
export function placeInRun(run: DayTally[], day: Day): number {
  return Math.max(run.findLastIndex((each) => each.day <= day), 0);
}

/** The day to open with, none behind `today`: the newest with a corridor on the map, else the newest with any, else the last. */
export function openingDay(all: DayTally[], today: Day): Day | null {
  const tallies = all.filter(({ day }) => day <= today);
  const drawn = tallies.findLast(({ drawnCount }) => drawnCount > 0);
  return (drawn ?? tallies.findLast(({ corridorCount }) => corridorCount > 0))?.day ?? tallies.at(-1)?.day ?? null;
}

/** The nearest day before (`-1`) or after (`1`) that holds anything. */
export function neighbourDay(tallies: DayTally[], from: Day, step: -1 | 1): Day | null {
  const filled = tallies.filter((tally) => tally.corridorCount + tally.events + tally.reports > 0).map(({ day }) => day);
  return (step === 1 ? filled.find((day) => day > from) : filled.findLast((day) => day < from)) ?? null;
}
