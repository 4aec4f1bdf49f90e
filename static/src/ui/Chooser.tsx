import { corridorSpan, eventDay } from '../data/days';
import type { Chosen } from '../model/layers';
import { t } from '../i18n';
import { candidates, choose, layers } from '../state/store';
import { areaName, corridorName, eventName, heldBy, lineName, placeOf, proposalName, sentence, shortDay, stateDay, word } from '../words';
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
                  {summary.when && <span class="muted">{summary.when}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

export interface Summary { name: string; status: string | null; when: string | null }

/** One line about a feature: what the chooser and the map's hint say of it. */
export function summarise({ layer, id }: Chosen): Summary | null {
  const { corridors, events, control, control_areas: areas, front_lines: lines, proposals } = layers.value;
  const by = <T extends { properties: { id: string } }>(features: T[]): T['properties'] | undefined =>
    features.find(({ properties }) => properties.id === id)?.properties;
  switch (layer) {
    case 'corridors': {
      const found = by(corridors);
      return found ? { name: corridorName(found), status: found.status, when: shortly(corridorSpan(found)?.[0]) } : null;
    }
    case 'events': {
      const found = by(events);
      return found ? { name: eventName(found), status: null, when: shortly(eventDay(found)) } : null;
    }
    case 'proposals': {
      const found = by(proposals);
      return found ? { name: proposalName(found.settlements ?? null, found.regions ?? 1), status: found.status, when: shortly(found.published) } : null;
    }
    case 'control': {
      const found = by(control);
      return found ? { name: `${placeOf(found)}: ${heldBy(found)}`, status: null, when: stateDay(found) } : null;
    }
    case 'control_areas': {
      const found = by(areas);
      return found ? { name: areaName(found), status: null, when: stateDay(found) } : null;
    }
    case 'front_lines': {
      const found = by(lines);
      return found ? { name: lineName(found), status: null, when: stateDay(found) } : null;
    }
    default:
      return null;
  }
}

function shortly(day: string | null | undefined): string | null {
  return day ? shortDay(day) : null;
}
