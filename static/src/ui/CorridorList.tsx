import { useState } from 'preact/hooks';
import type { CorridorFeature } from '../model/layers';
import { whyNoLine } from './CorridorDetails';
import { plural, t } from '../i18n';
import { chosen, choose, counts, day, hovered, layersOn, loadState, shown, statuses, toggleStatus } from '../state/store';
import { purposeIcon } from '../map/icons';
import { corridorName, endsOf, list, sentence, shortDay, word } from '../words';
import { corridorSpan } from '../data/days';
import { onServer } from '../server';
import { Icon } from './Icon';
import { LineSample } from './LineSample';

/** How many corridors have each status; a press shows only that status. */
export function Counts() {
  const active = statuses.value;
  if (!counts.value.length) return null;
  return (
    <div class="counts" role="group" aria-label={t('counts.label')}>
      {counts.value.map(([status, count]) => (
        <button type="button" class="count" key={status} aria-pressed={active.has(status)} onClick={() => toggleStatus(status)}>
          <b>{count}</b><LineSample status={status} /><span>{word('status', status)}</span>
        </button>
      ))}
      {active.size > 0 && <button type="button" class="text-button" onClick={() => (statuses.value = new Set())}>{t('counts.clear')}</button>}
    </div>
  );
}

/** More cards than this make the page slow before anybody has read them. */
const LONG_LIST = 100;

export function CorridorList() {
  const corridors = shown.value.corridors;
  const [limit, setLimit] = useState(LONG_LIST);
  return (
    <section aria-labelledby="list">
      <div class="head">
        <h2 id="list" tabIndex={-1}>{plural('corridor.heading', corridors.length)}</h2>
        <p>
          {t('data.heading')}: <a href={onServer('layers/corridors.geojson')} download="korydor-corridors.geojson" data-download="corridors">GeoJSON</a>,{' '}
          <a href={onServer('layers/corridors.csv')} download="korydor-corridors.csv">CSV</a>
        </p>
      </div>
      {corridors.length > 0
        ? <ol class="cards">{corridors.slice(0, limit).map((corridor) => <CorridorCard key={corridor.properties.id} corridor={corridor} />)}</ol>
        : <NoCorridor />}
      {corridors.length > limit && (
        <button type="button" class="button" onClick={() => setLimit(limit * 4)}>{t('corridor.more', { n: corridors.length - limit })}</button>
      )}
    </section>
  );
}

function NoCorridor() {
  if (loadState.value !== 'ready') return null;
  const filtered = statuses.value.size > 0 && shown.value.corridorsOfDay.length > 0;
  const key = !layersOn.value.has('corridors') ? 'empty.layer_off' : filtered ? 'empty.filtered' : day.value === 'all' ? 'empty.all' : 'empty.day';
  return (
    <p class="empty">
      {t(key)} {(key === 'empty.day') && t('empty.not_reported')}
    </p>
  );
}

function CorridorCard({ corridor }: { corridor: CorridorFeature }) {
  const { properties } = corridor;
  const isChosen = chosen.value?.layer === 'corridors' && chosen.value.id === properties.id;
  const span = corridorSpan(properties);
  const details = [list(properties.purpose.map((purpose) => word('purpose', purpose))), properties.mode ? word('mode', properties.mode) : ''];
  return (
    <li>
      <button
        type="button" class="card" aria-current={isChosen ? 'true' : undefined}
        onClick={() => choose({ layer: 'corridors', id: properties.id })}
        onPointerEnter={() => (hovered.value = properties.id)} onPointerLeave={() => (hovered.value = null)}
      >
        <span class="card-title"><CorridorTitle corridor={corridor} /></span>
        <span class="card-facts">
          <span class="card-status">
            <LineSample status={properties.status} />
            <b>{sentence(word('status', properties.status))}</b>
            {day.value === 'all' && span && <span class="muted">{shortDay(span[0])}</span>}
          </span>
          <span class="card-line">
            {properties.purpose.map((purpose) => { const path = purposeIcon(purpose); return path ? <Icon key={purpose} path={path} /> : null; })}
            <span>{sentence(details.filter(Boolean).join(', '))}</span>
          </span>
        </span>
        <Doubts corridor={corridor} />
        <span class="card-line muted"><Speaker corridor={corridor} /></span>
      </button>
    </li>
  );
}

/** Origin, arrow, destination; an inferred end in italics with a question mark. */
export function CorridorTitle({ corridor: { properties } }: { corridor: CorridorFeature }) {
  const { from, to } = endsOf(properties);
  if (!from.length || !to.length) return <bdi>{corridorName(properties)}</bdi>;
  const inferred = properties.inferred ?? [];
  return (
    <>
      <bdi class={inferred.includes('from') ? 'guess' : undefined}>{list(from)}</bdi>
      <span class="to" aria-label="→">→</span>
      <bdi class={inferred.includes('to') ? 'guess' : undefined}>{list(to)}</bdi>
    </>
  );
}

function Doubts({ corridor: { geometry, properties } }: { corridor: CorridorFeature }) {
  const inferred = properties.inferred ?? [];
  const doubts = [
    inferred.includes('to') && t('corridor.to_inferred'),
    inferred.includes('from') && t('corridor.from_inferred'),
    !geometry && t(whyNoLine(properties)),
  ].filter(Boolean);
  return doubts.length ? <span class="card-line doubt">{doubts.join('. ')}</span> : null;
}

function Speaker({ corridor: { properties } }: { corridor: CorridorFeature }) {
  const who = properties.announced_by ?? t('corridor.speaker_unknown');
  return <bdi>{properties.source_name ? t('corridor.says_in', { who, source: properties.source_name }) : who}</bdi>;
}
