/** The parts of the panel that only corridors have. */
import type { ComponentChildren } from 'preact';
import type { CorridorFeature, CorridorProps } from '../model/layers';
import { plural, t } from '../i18n';
import { ALL_DAYS, corridorSpan } from '../data/days';
import { day } from '../state/store';
import { endsOf, list, longDay, number, sentence, word } from '../words';
import { reportPage } from '../server';
import { Said, Sentence } from './Evidence';
import { Fact, ReportedOn, Speaker } from './FeaturePanel';
import { LineSample } from './LineSample';

export function CorridorStatus({ corridor }: { corridor: CorridorProps }) {
  const span = corridorSpan(corridor);
  const past = span !== null && span[1] < new Date().toISOString().slice(0, 10);
  return (
    <div class="panel-status">
      <p><LineSample status={corridor.status} /><Said source={corridor} fields={['status']}><b>{sentence(word('status', corridor.status))}</b></Said> <ReportedOn source={corridor} /></p>
      <p class="small">{word('status_hint', corridor.status)}</p>
      {past && day.value !== ALL_DAYS && <p class="small muted">{t('panel.past')}</p>}
    </div>
  );
}

export function CorridorFacts({ corridor }: { corridor: CorridorProps }) {
  const ends = endsOf(corridor);
  const when = validity(corridor);
  const hours = timeWindow(corridor);
  const purposes = list(corridor.purpose.map((purpose) => word('purpose', purpose)));
  const said = (fields: string[], value: ComponentChildren) => <Said source={corridor} fields={fields}>{value}</Said>;
  const conditions = (corridor.conditions ?? []).map((condition) => word('condition', condition));
  return (
    <dl class="facts">
      <Fact name={t('panel.announced_by')}><Speaker source={corridor} /></Fact>
      <Fact name={t('panel.agreed_by')}><People names={corridor.agreed_by} /></Fact>
      {(corridor.disputed_by?.length ?? 0) > 0 && <Fact name={t('panel.disputed_by')}><People names={corridor.disputed_by} /></Fact>}
      <Fact name={t('panel.purpose')}>{purposes ? said(['purpose'], sentence(purposes)) : t('panel.not_stated')}</Fact>
      {corridor.mode && <Fact name={t('panel.mode')}>{said(['mode'], sentence(word('mode', corridor.mode)))}</Fact>}
      {ends.via.length > 0 && <Fact name={t('panel.via')}>{said(['via'], <bdi>{list(ends.via)}</bdi>)}</Fact>}
      {when && <Fact name={t('panel.valid')}>{said(['valid_from', 'valid_to'], when)}</Fact>}
      {corridor.day_not_understood && <Fact name={t('panel.valid')}>{t('panel.day_not_understood')}</Fact>}
      {hours && <Fact name={t('panel.window')}>{said(['time_window'], hours)}</Fact>}
      {conditions.length > 0 && <Fact name={t('panel.conditions')}>{list(conditions)}</Fact>}
      {corridor.people_moved != null && <Fact name={t('panel.moved')}>{said(['people_moved'], number(corridor.people_moved))}</Fact>}
      {corridor.vehicles != null && <Fact name={t('panel.vehicles')}>{said(['vehicles'], number(corridor.vehicles))}</Fact>}
      {corridor.settlements != null && <Fact name={t('panel.settlements')}>{said(['settlements'], number(corridor.settlements))}</Fact>}
      {(corridor.counts_shared_with?.length ?? 0) > 0 && (
        <Fact name={t(hasCounts(corridor) ? 'panel.counted_with' : 'panel.counted_at')}><bdi>{list(corridor.counts_shared_with ?? [])}</bdi></Fact>
      )}
    </dl>
  );
}

function hasCounts({ people_moved: people, vehicles, settlements }: CorridorProps): boolean {
  return [people, vehicles, settlements].some((count) => count != null);
}

/** The sentences beside the quote that name an end, in the language in which they were said. */
export function ContextBlock({ corridor }: { corridor: CorridorProps }) {
  const sentences = corridor.context ?? [];
  if (sentences.length === 0) return null;
  return (
    <figure class="quote">
      <figcaption class="small muted">{t('panel.context')}</figcaption>
      {sentences.map((said, i) => <blockquote key={said} lang={corridor.quote_lang ?? undefined}><Sentence source={corridor} text={said} context={i} /></blockquote>)}
    </figure>
  );
}

function People({ names }: { names: string[] | undefined }) {
  return <bdi>{names?.length ? list(names) : t('panel.not_stated')}</bdi>;
}

function validity(corridor: CorridorProps): string | null {
  const span = corridorSpan(corridor);
  if (!span || !corridor.valid_from) return null;
  return span[0] === span[1] ? longDay(span[0]) : t('panel.valid_range', { first: longDay(span[0]), last: longDay(span[1]) });
}

function timeWindow({ time_start: start, time_end: end, time_zone: zone }: CorridorProps): string | null {
  if (!start && !end) return null;
  const key = start && end ? 'panel.window_both' : start ? 'panel.window_from' : 'panel.window_to';
  return t(key, { start: start ?? '', end: end ?? '' }) + (zone ? ` (${zone})` : '');
}

/** The text that says why a corridor has no line. */
export function whyNoLine({ from, to }: CorridorProps): string {
  if (from.length && to.length) return 'corridor.end_unplaced';
  return from.length || to.length ? 'corridor.not_drawn' : 'corridor.not_placed';
}

function length(km: number, minutes?: number | null): string {
  const rounded = number(Math.round(km));
  if (minutes == null) return t('panel.length', { km: rounded });
  return t('panel.length_roads', { km: rounded, hours: number(Math.floor(minutes / 60)), minutes: number(minutes % 60) });
}

/** How the line came about, what is inferred, and what was left out, all in words. */
export function GeometryFacts({ corridor: { geometry, properties } }: { corridor: CorridorFeature }) {
  return (
    <dl class="facts">
      <Fact name={t('panel.geometry')}>
        {geometry ? word('basis', properties.geometry_basis ?? 'straight_line') : `${t(whyNoLine(properties))}.`}
        {geometry && properties.length_km != null && <> {length(properties.length_km, properties.duration_min)}</>}
      </Fact>
      {(properties.roads?.length ?? 0) > 0 && <Fact name={t('panel.roads')}><bdi>{list(properties.roads ?? [])}</bdi></Fact>}
      {(properties.route_notes?.length ?? 0) > 0 && (
        <Fact name={t('panel.route_notes')}><span lang="en">{properties.route_notes?.map((note) => `${sentence(note)}.`).join(' ')}</span></Fact>
      )}
      {(properties.inferred?.length ?? 0) > 0 && (
        <Fact name={t('panel.inferred')}><span class="guess-note">{properties.inferred?.map((field) => word('inferred', field)).join(' ')}</span></Fact>
      )}
      {(properties.left_out?.length ?? 0) > 0 && <Fact name={t('panel.left_out')}><bdi>{list(properties.left_out ?? [])}</bdi></Fact>}
      {(properties.unplaced?.length ?? 0) > 0 && <Fact name={t('panel.unplaced')}><bdi>{list(properties.unplaced ?? [])}</bdi></Fact>}
    </dl>
  );
}

export function History({ corridor }: { corridor: CorridorProps }) {
  const statements = (corridor.history ?? []).toSorted((a, b) => (b.published ?? '').localeCompare(a.published ?? ''));
  if (statements.length < 2) return null;
  return (
    <section>
      <h3>{t('panel.history')} <span class="muted">{plural('panel.history_count', statements.length)}</span></h3>
      <ol class="history">
        {statements.map((statement, i) => (
          <li key={i}>
            <p>
              <LineSample status={statement.status} /><b>{sentence(word('status', statement.status))}</b>{' '}
              <span class="muted">{statement.published && longDay(statement.published)}</span>
            </p>
            <blockquote lang={statement.quote_lang ?? undefined}><bdi>{statement.quote}</bdi></blockquote>
            <p class="small">
              <bdi>{statement.announced_by ?? t('corridor.speaker_unknown')}</bdi>{' '}
              <a href={reportPage(statement.report_id, statement.quote_start)}>{t('panel.marked')}</a>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
