/** The legend, which is also where layers are switched on and off. */
import { useState } from 'preact/hooks';
import tokens from '../../../geodata/style/tokens.json';
import { type ControlAreaProps, STATUSES, SWITCHABLE, type StateProps, type SwitchableId } from '../model/layers';
import { t } from '../i18n';
import { counts, layers, layersOn, shown, toggleLayer } from '../state/store';
import { EVENT_KINDS, PURPOSE_ICONS, eventGlyph } from '../map/icons';
import { askedOf, heldBy, isLastKnown, lastKnownDay, sentence, stateDay, word, unknownSince } from '../words';
import { Icon } from './Icon';
import { InferredSample, LineSample } from './LineSample';

export function Legend() {
  const [everything, setEverything] = useState(false);
  return (
    <div class="legend">
      <Switch layer="corridors" />
      {layersOn.value.has('corridors') && <CorridorLegend everything={everything} />}
      {SWITCHABLE.filter((id) => id !== 'corridors' && layers.value[id].length > 0).map((id) => (
        <div key={id}>
          <Switch layer={id} />
          {id === 'front_lines' && layersOn.value.has('front_lines') && <FrontLegend />}
          {id === 'events' && layersOn.value.has('events') && <EventLegend everything={everything} />}
        </div>
      ))}
      <button type="button" class="text-button" aria-pressed={everything} onClick={() => setEverything(!everything)}>
        {t(everything ? 'legend.day_statuses' : 'legend.all_statuses')}
      </button>
    </div>
  );
}

function Switch({ layer }: { layer: SwitchableId }) {
  return (
    <label class="switch">
      <input type="checkbox" checked={layersOn.value.has(layer)} onChange={() => toggleLayer(layer)} />
      <span>{t(`layer.${layer}`)}</span>
      {layer === 'proposals' && <svg class="sample" viewBox="0 0 30 12" aria-hidden="true"><rect x="3" y="1.5" width="24" height="9" rx="2" fill="none" stroke="var(--proposed)" stroke-width="2" stroke-dasharray="0.1 4" stroke-linecap="round" /></svg>}
    </label>
  );
}

function CorridorLegend({ everything }: { everything: boolean }) {
  const present = counts.value.map(([status]) => status);
  const statuses = everything || !present.length ? STATUSES : present;
  const corridors = shown.value.corridors;
  const has = (test: (inferred: string[]) => boolean): boolean => everything || corridors.some(({ properties }) => test(properties.inferred ?? []));
  const purposes = Object.entries(PURPOSE_ICONS).filter(
    ([purpose]) => everything || corridors.some(({ properties }) => (properties.purpose as string[]).includes(purpose)),
  );
  return (
    <ul class="keys">
      {statuses.map((status) => <li key={status}><LineSample status={status} /> {sentence(word('status', status))}</li>)}
      {purposes.map(([purpose, path]) => <li key={purpose}><span class="sample"><Icon path={path} /></span> {sentence(word('purpose', purpose))}</li>)}
      <li><svg class="sample" viewBox="0 0 30 12" aria-hidden="true"><path d="m10 1 10 5-10 5 2.6-5Z" fill="var(--ink)" /></svg> {t('legend.direction')}</li>
      <li>
        <svg class="sample" viewBox="0 0 30 12" aria-hidden="true"><circle cx="8" cy="6" r="4" fill="var(--surface)" stroke="var(--ink)" stroke-width="1.8" /><circle cx="22" cy="6" r="4.6" fill="var(--ink)" /></svg>
        {' '}{t('legend.from')}, {t('legend.to').toLocaleLowerCase()}
      </li>
      {(everything || corridors.some(({ geometry, properties }) => geometry && properties.geometry_basis !== 'road_network')) && (
        <li>
          <svg class="sample" viewBox="0 0 30 12" aria-hidden="true"><path d="M3 6H27" stroke="var(--muted)" stroke-width="4.4" stroke-linecap="round" /><path d="M3 6H27" stroke="var(--surface)" stroke-width="1.3" /></svg>
          {' '}{t('legend.straight')}
        </li>
      )}
      {has((inferred) => inferred.includes('to') || inferred.includes('from')) && <li><InferredSample /> {t('legend.inferred')}</li>}
      {(everything || corridors.some(({ geometry }) => !geometry)) && (
        <li>
          <svg class="sample" viewBox="0 0 30 16" aria-hidden="true"><path d="M7 1h16a3 3 0 0 1 3 3v5a3 3 0 0 1-3 3h-5l-3 3.4L12 12H7a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3Z" fill="var(--surface)" stroke="var(--muted)" stroke-width="1.6" /></svg>
          {' '}{t('legend.pin')}
        </li>
      )}
    </ul>
  );
}

/** The line and its kinds, the hatches with who holds the land, and of which day they are. */
function FrontLegend() {
  const lines = layers.value.front_lines.map(({ properties }) => properties);
  const areas = layers.value.control_areas.map(({ properties }) => properties);
  const current = areas.filter((area) => !isLastKnown(area));
  const hatches = ['assessed', 'claimed', 'contested'].flatMap((tier) => unlike(current.filter((area) => area.tier === tier)));
  const outlined = new Map(areas.filter(isLastKnown).map((area) => [heldBy(area), area.tier === 'contested']));
  const known = lines.filter((line) => !isLastKnown(line));
  const strokes: Record<string, string> = {
    assessed: 'M3 12 14 1M9 12 20 1M15 12 26 1M21 12 27 6M3 6 8 1',
    claimed: 'M3 12 14 1M15 12 26 1',
    contested: 'M3 12 14 1M11 12 22 1M19 12 27 4M3 4 11 12M8 1 19 12M16 1 27 12M24 1 27 4',
  };
  const unsure = known.some(({ certainty }) => certainty !== 'firm');
  const faint = tokens.front['last-known'];
  return (
    <>
      <StateOfDay states={[...lines, ...areas]} />
      <ul class="keys">
        {known.length > 0 && <li><svg class="sample" viewBox="0 0 30 12" aria-hidden="true"><path d="M3 6H27" stroke="var(--ink)" stroke-opacity="0.12" stroke-width="10" /><path d="M3 6H27" stroke="var(--ink)" stroke-width="2.4" /></svg> {t('front.line')}</li>}
        {unsure && <li><svg class="sample" viewBox="0 0 30 12" aria-hidden="true"><path d="M3 6H27" stroke="var(--ink)" stroke-width="2.4" stroke-dasharray="5 3.4" /></svg> {t('front.unsure')}</li>}
        {lines.some(isLastKnown) && <li><svg class="sample" viewBox="0 0 30 12" aria-hidden="true"><path d="M3 6H27" stroke="var(--ink)" stroke-width={faint.width} stroke-opacity={faint.opacity} /></svg> {t('front.line_last_known')}</li>}
        {hatches.map((area) => (
          <li key={`${area.party}/${area.tier}`}>
            <svg class="sample" viewBox="0 0 30 13" aria-hidden="true"><path d={strokes[area.tier]} fill="none" stroke="var(--held)" stroke-width="1.2" /></svg>
            {' '}{area.tier === 'contested' ? t('front.contested') : `${heldBy(area)}, ${t(`front.${area.tier}`)}`}
          </li>
        ))}
        {[...outlined].map(([held, contested]) => (
          <li key={`${held}/last-known`}>
            <svg class="sample" viewBox="0 0 30 13" aria-hidden="true">
              {!contested && <rect x="5.5" y="2.5" width="19" height="8" rx="2" fill="none" stroke="var(--held)" stroke-width="3" stroke-opacity={faint['edge-opacity']} />}
              <rect x="4" y="1" width="22" height="11" rx="3" fill="none" stroke="var(--held)" stroke-width={faint.width} stroke-opacity={faint.opacity} />
            </svg>
            {' '}{t('front.area_last_known', { held })}
          </li>
        ))}
      </ul>
    </>
  );
}

/** One area for each party and tier. */
function unlike(areas: ControlAreaProps[]): ControlAreaProps[] {
  return [...new Map(areas.map((area) => [`${area.party}/${area.tier}`, area])).values()];
}

/** Of which day control is: the day on show, or when it was last known, as the oldest piece says. */
export function StateOfDay({ states }: { states: StateProps[] }) {
  const oldest = states.toSorted((a, b) => (a.last_claim ?? '').localeCompare(b.last_claim ?? ''))[0];
  if (!oldest) return null;
  const asked = askedOf(oldest);
  if (!isLastKnown(oldest) || !asked) return <p class="small muted">{stateDay(oldest)}</p>;
  const partly = states.some((state) => !isLastKnown(state));
  return (
    <p class="small last-known">
      <b>{lastKnownDay(states)}</b><br />{unknownSince(states.filter(isLastKnown), asked)}{partly && ` ${t('front.partly')}`}
    </p>
  );
}

function EventLegend({ everything }: { everything: boolean }) {
  const kinds = EVENT_KINDS.filter((kind) => everything || shown.value.events.some(({ properties }) => properties.kind === kind));
  return (
    <ul class="keys">
      {kinds.map((kind) => {
        const glyph = eventGlyph(kind);
        return <li key={kind}><span class="sample"><span class="badge"><Icon path={glyph.path} turned={glyph.turned ?? false} /></span></span> {sentence(word('event', kind))}</li>;
      })}
    </ul>
  );
}
