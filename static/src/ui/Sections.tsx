/** The rail's lower sections: proposals, fighting, changes, what could not be placed, about. */
import { plural, t } from '../i18n';
import { groupProposals } from '../data/filters';
import { corridorSpan } from '../data/days';
import { askedDay, changes, choose, layersOn, loadState, shown, unplaced } from '../state/store';
import { eventGlyph } from '../map/icons';
import { corridorName, list, placeOf, proposalName, regionName, sentence, shortDay, word } from '../words';
import { Icon } from './Icon';
import { reportPage } from '../server';
import { LineSample } from './LineSample';
import { CREDITS, Rich } from './Rich';

export function Proposals() {
  const groups = groupProposals(shown.value.proposals);
  if (!groups.length) return null;
  return (
    <section>
      <h2>{t('proposal.heading')}</h2>
      <ul class="cards">
        {groups.map((group) => {
          const first = group.features[0]?.properties;
          return first && (
            <li key={group.id}>
              <button type="button" class="card" onClick={() => choose({ layer: 'proposals', id: first.id })}>
                <span class="card-title">{proposalName(group.settlements, group.regions)}</span>
                <span class="card-status"><LineSample status="proposed" /><b>{sentence(word('status', first.status))}</b></span>
                <span class="card-line">{list(group.features.map(({ properties }) => regionName(properties)))}</span>
                <span class="card-line muted"><bdi>{first.announced_by ?? t('corridor.speaker_unknown')}</bdi></span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function Fighting() {
  const events = shown.value.events;
  if (!layersOn.value.has('events') || loadState.value !== 'ready') return null;
  return (
    <section>
      <h2>{t('events.heading')}</h2>
      {events.length === 0 && <p class="empty">{t('empty.events')} {t('empty.not_reported')}</p>}
      <ul class="rows">
        {events.map(({ properties }) => {
          const glyph = eventGlyph(properties.kind);
          return (
            <li key={properties.id}>
              <button type="button" class="row" onClick={() => choose({ layer: 'events', id: properties.id })}>
                <span class="badge"><Icon path={glyph.path} turned={glyph.turned ?? false} /></span>
                <bdi>{placeOf(properties)}</bdi><span class="muted">{word('event', properties.kind)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function Changes() {
  if (!changes.value.length) return null;
  return (
    <section>
      <h2>{t('changes.heading')}</h2>
      <ul class="rows">
        {changes.value.map(({ corridor: { properties }, status, published }, i) => (
          <li key={`${properties.id}-${i}`}>
            <button
              type="button" class="row change"
              onClick={() => { askedDay.value = corridorSpan(properties)?.[0] ?? 'all'; choose({ layer: 'corridors', id: properties.id }); }}
            >
              <time dateTime={published}>{shortDay(published)}</time>
              <span><bdi>{corridorName(properties)}</bdi> <span class="muted">{word('status', status)}</span></span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Unplaced() {
  if (loadState.value !== 'ready') return null;
  const names = unplaced.value;
  if (!names.length) return <p class="empty">{t('unplaced.none')}</p>;
  return (
    <details class="fold">
      <summary>{plural('unplaced.heading', names.length)}</summary>
      <ul class="plain">
        {names.map(({ text, reason, report }, i) => (
          <li key={i}>
            <b><bdi>{text}</bdi></b>: <span lang="en">{reason}</span>. <a href={reportPage(report.id)}><bdi>{report.title ?? report.id}</bdi></a>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function About() {
  return (
    <>
      <section>
        <h2>{t('sources.heading')}</h2>
        <p class="small"><Rich text="sources.text" parts={CREDITS} /></p>
      </section>
      <section>
        <h2>{t('about.heading')}</h2>
        <p class="small">{t('about.text')}</p>
        <p class="small muted">{t('notice.boundary')}</p>
      </section>
    </>
  );
}
