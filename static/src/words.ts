/** Data put into the reader's words: names, days, lists, statuses. */
import { hasText, plural, t } from './i18n';
import type { CorridorProps, EventProps, FrontLineProps, HeldProps, NamedPlace, ProposalProps, StateProps } from './model/layers';
import { lang, placesById } from './state/store';
import { type DayChoice, ALL_DAYS } from './data/days';

/** A name in the reader's language, else in the nearest one that is known. */
export function localName(names: { name: string; name_uk?: string | null; name_ru?: string | null }): string {
  const { name, name_uk: uk, name_ru: ru } = names;
  if (lang.value === 'uk') return uk || name;
  if (lang.value === 'ru') return ru || uk || name;
  return name;
}

/** The name of the place of an event or a claim. */
export function placeOf(place: NamedPlace): string {
  return localName({
    name: place.place_name ?? t('place.unnamed'),
    name_uk: place.place_name_uk ?? null,
    name_ru: place.place_name_ru ?? null,
  });
}

export interface CorridorEnds { from: string[]; via: string[]; to: string[] }

/** The places of a corridor in the reader's language. */
export function endsOf(corridor: CorridorProps): CorridorEnds {
  const names = (role: 'from' | 'to'): string[] =>
    corridor[role].map((name, i) =>
      localName({ name, name_uk: corridor[`${role}_uk`]?.[i] ?? null, name_ru: corridor[`${role}_ru`]?.[i] ?? null }),
    );
  const via = (corridor.via ?? []).map((name, i) => namedById(corridor.via_id?.[i], name));
  return { from: names('from'), via, to: names('to') };
}

function namedById(id: string | null | undefined, name: string): string {
  const known = id ? placesById.value.get(id) : undefined;
  return known ? localName(known) : name;
}

/** "Mariupol → Berdiansk", or what is known of it: "From Mariupol". */
export function corridorName(corridor: CorridorProps): string {
  const { from, to } = endsOf(corridor);
  if (from.length && to.length) return `${list(from)} → ${list(to)}`;
  if (from.length) return t('corridor.from_only', { place: list(from) });
  if (to.length) return t('corridor.to_only', { place: list(to) });
  return corridor.name || t('corridor.nowhere');
}

export function eventName(event: EventProps): string {
  return `${placeOf(event)}: ${word('event', event.kind)}`;
}

export function proposalName(settlements: number | null, regions: number): string {
  const areas = plural('proposal.regions', regions);
  return settlements ? t('proposal.name', { settlements: plural('proposal.settlements', settlements), regions: areas }) : areas;
}

export function regionName(proposal: ProposalProps): string {
  return localName(proposal);
}

/** A word of a vocabulary (`status`, `purpose`, `mode`, …) in the reader's language; an unknown word as it came. */
export function word(vocabulary: string, value: string): string {
  const key = `${vocabulary}.${value}`;
  return hasText(key) ? t(key) : value.replaceAll('_', ' ');
}

/** Who holds it, as the server names the party. */
export function partyName({ party, party_name: name, party_name_uk: uk, party_name_ru: ru }: HeldProps): string {
  return localName({ name: name || word('party', party), name_uk: uk ?? null, name_ru: ru ?? null });
}

/** "Held by Russia", or that it is contested. */
export function heldBy(held: HeldProps): string {
  return held.party === 'contested' ? sentence(word('party', 'contested')) : t('front.held_by', { party: partyName(held) });
}

/** Who holds the land on the left of a piece of the front line, and on the right. */
export function sidesOf(line: FrontLineProps): string[] {
  const left: HeldProps = { party: line.side ?? '', party_name: line.side_name ?? null, party_name_uk: line.side_name_uk ?? null, party_name_ru: line.side_name_ru ?? null };
  const right: HeldProps = { party: line.side_right ?? '', party_name: line.side_right_name ?? null, party_name_uk: line.side_right_name_uk ?? null, party_name_ru: line.side_right_name_ru ?? null };
  return [left, right].map(partyName);
}

/** "Held by Russia, assessed". */
export function areaName(area: HeldProps & { tier: string }): string {
  return area.tier === 'contested' ? heldBy(area) : `${heldBy(area)}, ${word('tier', area.tier)}`;
}

/** "Front line between Russia and Ukraine". */
export function lineName(line: FrontLineProps): string {
  return `${t('layer.front_lines')}: ${sidesOf(line).join(' / ')}`;
}

/** Whether it is no state of the day on show, but what was last known. */
export function isLastKnown(state: StateProps): boolean {
  return state.currency === 'last_known';
}

/** "As of 30 March 2022", or "Last known 30 April 2022". */
export function stateDay(state: StateProps): string {
  return isLastKnown(state)
    ? t('front.last_known', { date: longDay(state.last_claim ?? '') })
    : t('front.as_of', { date: longDay(state.as_of ?? '') });
}

/** "Last known 30 April 2022", or "Partly last known 30 April 2022" where some of `states` are of the day on show. */
export function lastKnownDay(states: StateProps[]): string {
  const date = longDay(states.filter(isLastKnown).map((state) => state.last_claim ?? '').sort()[0] ?? '');
  return t(states.every(isLastKnown) ? 'front.last_known' : 'front.partly_last_known', { date });
}

/** The same as a line of its own about the front line. */
export function lineKnown(lines: StateProps[]): string {
  return `${t('layer.front_lines')}: ${uncapitalised(lastKnownDay(lines))}`;
}

function uncapitalised(text: string): string {
  return text.charAt(0).toLocaleLowerCase(lang.value) + text.slice(1);
}

/** What is not known of `states` on the day `asked`, and since when: a piece whose one side was heard of later is not wholly unknown. */
export function unknownSince(states: StateProps[], asked: string): string {
  const last = states.map((state) => state.last_claim ?? '').sort()[0] ?? '';
  const newest = states.map((state) => state.newest_claim ?? state.last_claim ?? '').sort().at(-1) ?? '';
  return newest > last
    ? t('front.unknown_partly', { date: longDay(asked), last: longDay(last), newest: longDay(newest) })
    : t('front.unknown_since', { date: longDay(asked) });
}

/** The day that was asked for: a state tells it by its age. */
export function askedOf(state: StateProps): string | null {
  const time = Date.parse(`${state.last_claim ?? ''}T00:00:00Z`);
  return Number.isNaN(time) ? null : new Date(time + (state.age_days ?? 0) * 86_400_000).toISOString().slice(0, 10);
}

/** "a, b and c". */
export function list(items: string[]): string {
  return new Intl.ListFormat(lang.value, { type: 'conjunction' }).format(items);
}

/** The first letter as a capital, the way a line of its own begins. */
export function sentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase(lang.value) + text.slice(1);
}

/** "30 March 2022". */
export function longDay(day: string): string {
  return formatDay(day, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** "30 Mar". */
export function shortDay(day: string): string {
  return formatDay(day, { day: 'numeric', month: 'short' });
}

/** "Mar 2022". */
export function monthAndYear(day: string): string {
  return formatDay(day, { month: 'short', year: 'numeric' });
}

/** "Wed 30 Mar 2022". */
export function weekday(day: string): string {
  return formatDay(day, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
}

export function dayChoice(choice: DayChoice): string {
  return choice === ALL_DAYS ? t('time.all') : longDay(choice);
}

function formatDay(day: string, options: Intl.DateTimeFormatOptions): string {
  const time = Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
  // en-GB puts the day first, as the sources of the field do.
  const locale = lang.value === 'en' ? 'en-GB' : lang.value;
  return Number.isNaN(time) ? day : withoutOrphan(new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(time));
}

/** Keeps the sign for "year" (р., г.) on the line of its number. */
function withoutOrphan(date: string): string {
  return date.replace(/ (р\.|г\.)$/, '\u00a0$1');
}

export function number(value: number): string {
  return new Intl.NumberFormat(lang.value === 'en' ? 'en-GB' : lang.value).format(value);
}

/** How sure the reading is, in words: never a bare percentage. */
export function confidenceWord(confidence: number): string {
  return t(confidence >= 0.85 ? 'confidence.high' : confidence >= 0.6 ? 'confidence.medium' : 'confidence.low');
}

/** What of a corridor stands in its words, and what does not. */
export function statedWord(corridor: CorridorProps): string {
  const inferred = corridor.inferred ?? [];
  if (['from', 'to', 'via'].some((field) => inferred.includes(field))) return t('confidence.inferred');
  if ((corridor.context?.length ?? 0) > 0) return t('confidence.context');
  return confidenceWord(corridor.confidence ?? 0);
}
