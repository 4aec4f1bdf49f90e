import type { Chosen } from '../model/layers';
import { t } from '../i18n';
import { candidates, choose, layers } from '../state/store';
import { corridorName, eventName, placeOf, proposalName, sentence, shortDay, word } from '../words';
import { LineSample } from './LineSample';

/** The features that lie under one click. */
export function Chooser({ heading }: { heading: preact.RefObject<HTMLHeadingElement | null> }) {
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>{t('panel.several')}</h2>
      <ul class="cards">
        {candidates.value.map((which) => {
          const summary = summarise(which);
          return summary && (
            <li key={`${which.layer}/${which.id}`}>
              <button type="button" class="card" onClick={() => choose(which)}>
                <span class="card-title"><bdi>{summary.name}</bdi></span>
                <span class="card-status">
                  {summary.status && <><LineSample status={summary.status} /><b>{sentence(word('status', summary.status))}</b></>}
                  {summary.published && <span class="muted">{shortDay(summary.published)}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

export interface Summary { name: string; status: string | null; published: string | null }

/** One line about a feature: what the chooser and the map's hint say of it. */
export function summarise({ layer, id }: Chosen): Summary | null {
  const { corridors, events, control, control_areas: areas, front_lines: lines, proposals } = layers.value;
  const by = <T extends { properties: { id: string } }>(features: T[]): T['properties'] | undefined =>
    features.find(({ properties }) => properties.id === id)?.properties;
  switch (layer) {
    case 'corridors': {
      const found = by(corridors);
      return found ? { name: corridorName(found), status: found.status, published: found.valid_from ?? found.published ?? null } : null;
    }
    case 'events': {
      const found = by(events);
      return found ? { name: eventName(found), status: null, published: found.time ?? found.published ?? null } : null;
    }
    case 'proposals': {
      const found = by(proposals);
      return found ? { name: proposalName(found.settlements ?? null, found.regions ?? 1), status: found.status, published: found.published ?? null } : null;
    }
    case 'control': {
      const found = by(control);
      return found ? { name: `${placeOf(found)}: ${word('party', found.party)}`, status: null, published: found.published ?? null } : null;
    }
    case 'control_areas': {
      const found = by(areas);
      return found ? { name: sentence(`${word('party', found.party)}, ${word('tier', found.tier)}`), status: null, published: found.as_of ?? null } : null;
    }
    case 'front_lines': {
      const found = by(lines);
      return found ? { name: t('layer.front_lines'), status: null, published: found.as_of ?? null } : null;
    }
    default:
      return null;
  }
}
