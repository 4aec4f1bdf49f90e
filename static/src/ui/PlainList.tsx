import type { CorridorFeature } from '../model/layers';
import { t } from '../i18n';
import { onServer, reportPage } from '../server';
import { day, shown } from '../state/store';
import { dayChoice, longDay, sentence, word } from '../words';
import { CorridorTitle } from './CorridorList';

/** More would make a long page of it; the table and the data hold all. */
const MOST = 100;

/** The corridors of the day with their sentences, in the place of a map that cannot be drawn. */
export function PlainList() {
  const { corridors } = shown.value;
  const rest = corridors.length - MOST;
  return (
    <section class="plain-pane" aria-labelledby="plain-heading" tabIndex={0}>
      <h2 id="plain-heading">{day.value === 'all' ? t('time.all') : t('asof.day', { date: dayChoice(day.value) })}</h2>
      <p class="small">{t('plain.no_map')}</p>
      <ol>{corridors.slice(0, MOST).map((corridor) => <Item key={corridor.properties.id} corridor={corridor} />)}</ol>
      {corridors.length === 0 && <p class="empty">{t('empty.day')} {t('empty.not_reported')}</p>}
      {rest > 0 && <p>{t('plain.more', { n: rest })}</p>}
      <p class="small">
        <a href={onServer('layers/corridors.geojson')}>{t('layer.corridors')} (GeoJSON)</a>{' · '}
        <a href={onServer('reports')}>{t('data.reports')}</a>
      </p>
    </section>
  );
}

function Item({ corridor }: { corridor: CorridorFeature }) {
  const { properties } = corridor;
  const who = properties.announced_by ?? t('corridor.speaker_unknown');
  return (
    <li>
      <h3><CorridorTitle corridor={corridor} /></h3>
      <p>
        <b>{sentence(word('status', properties.status))}</b>
        {properties.published && <>, {t('panel.status_on', { date: longDay(properties.published) })}</>}
      </p>
      <p>
        <bdi>{properties.source_name ? t('corridor.says_in', { who, source: properties.source_name }) : who}</bdi>
      </p>
      <blockquote lang={properties.quote_lang ?? undefined}><bdi>{properties.quote}</bdi></blockquote>
      <p class="small"><a href={reportPage(properties.report_id, properties.quote_start)}>{t('panel.marked')}</a></p>
    </li>
  );
}
