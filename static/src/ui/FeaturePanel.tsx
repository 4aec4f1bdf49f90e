/** Everything about one feature, in the order in which one wants to know it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type {
  ControlAreaFeature, ControlAreaProps, ControlProps, CorridorFeature, EventProps, FrontLineFeature, FrontLineProps, LayerId, ProposalFeature, Sourced, StateProps,
} from '../model/layers';
import { plural, t } from '../i18n';
import { candidates, chosen, chosenFeature, choose, lang, layers, loadState } from '../state/store';
import {
  areaName, askedOf, confidenceWord, corridorName, eventName, isLastKnown, longDay, list, number, placeOf, proposalName, regionName, sentence, sidesOf, statedWord, stateDay, unknownSince, word,
} from '../words';
import { groupProposals } from '../data/filters';
import { isWebAddress } from '../web-address';
import { reportPage } from '../server';
import { CorridorTitle } from './CorridorList';
import { ContextBlock, CorridorFacts, CorridorStatus, GeometryFacts, History } from './CorridorDetails';
import { Chooser } from './Chooser';
import { Said, Sentence } from './Evidence';
import { PanelActions } from './PanelActions';

export function FeaturePanel() {
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef<Element | null>(null);
  const which = chosen.value;
  const several = candidates.value;
  const key = which ? `${which.layer}/${which.id}` : several.map(({ id }) => id).join();
  useEffect(() => {
    if (!key) return;
    if (!opener.current?.isConnected) opener.current = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest('.panel')?.scrollTo(0, 0);
  }, [key]);
  if (!key) return null;
  const close = (): void => {
    choose(null);
    (opener.current as HTMLElement | null)?.focus({ preventScroll: true });
    opener.current = null;
  };
  const found = chosenFeature.value;
  return (
    <section
      class="panel" aria-label={t('region.panel')}
      onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); close(); } }}
    >
      <button type="button" class="icon-button panel-close" aria-label={t('panel.close')} title={t('panel.close')} onClick={close}>
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="m3.5 3.5 9 9m0-9-9 9" stroke="currentColor" stroke-width="1.6" /></svg>
      </button>
      {several.length > 0 && <Chooser heading={heading} />}
      {found && <Details heading={heading} layer={found.layer} feature={found.feature} />}
      {which && !found && loadState.value === 'ready' && <h2 ref={heading} tabIndex={-1} class="panel-missing">{t('panel.missing')}</h2>}
    </section>
  );
}

type Heading = { heading: preact.RefObject<HTMLHeadingElement | null> };

function Details({ heading, layer, feature }: Heading & { layer: LayerId; feature: unknown }) {
  if (layer === 'corridors') return <CorridorPanel heading={heading} corridor={feature as CorridorFeature} />;
  if (layer === 'proposals') return <ProposalPanel heading={heading} proposal={feature as ProposalFeature} />;
  if (layer === 'front_lines' || layer === 'control_areas') return <StatePanel heading={heading} layer={layer} feature={feature as FrontLineFeature | ControlAreaFeature} />;
  const { properties } = feature as { properties: Sourced };
  return <PointPanel heading={heading} layer={layer} properties={properties} />;
}

function CorridorPanel({ heading, corridor }: Heading & { corridor: CorridorFeature }) {
  const { properties } = corridor;
  return (
    <>
      <h2 ref={heading} tabIndex={-1}><CorridorTitle corridor={corridor} /></h2>
      <CorridorStatus corridor={properties} />
      <QuoteBlock source={properties} />
      <ContextBlock corridor={properties} />
      <CorridorFacts corridor={properties} />
      <GeometryFacts corridor={corridor} />
      <Grades source={properties} how={statedWord(properties)} />
      <Source source={properties} />
      <History corridor={properties} />
      <PanelActions feature={corridor} name={corridorName(properties)} />
    </>
  );
}

function ProposalPanel({ heading, proposal }: Heading & { proposal: ProposalFeature }) {
  const { properties } = proposal;
  const group = groupProposals(layers.value.proposals).find(({ features }) => features.includes(proposal));
  const name = proposalName(properties.settlements ?? null, group?.regions ?? 1);
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>{name}</h2>
      <p class="panel-status"><Said source={properties} fields={['status']}><b>{sentence(word('status', properties.status))}</b></Said> <ReportedOn source={properties} /></p>
      <p>{t('proposal.explain')}</p>
      <QuoteBlock source={properties} />
      <dl class="facts">
        <Fact name={t('panel.announced_by')}><Speaker source={properties} /></Fact>
        {properties.settlements != null && <Fact name={t('panel.settlements')}><Said source={properties} fields={['settlements']}>{number(properties.settlements)}</Said></Fact>}
        <Fact name={t('panel.region')}>{list((group?.features ?? [proposal]).map((region) => regionName(region.properties)))}</Fact>
        <Fact name={t('panel.area_geometry')}>{t(proposal.geometry ? 'basis.area_only' : 'panel.event_nowhere')}</Fact>
      </dl>
      <Grades source={properties} />
      <Source source={properties} />
      <PanelActions feature={proposal} name={name} />
    </>
  );
}

function PointPanel({ heading, layer, properties }: Heading & { layer: LayerId; properties: Sourced }) {
  const event = layer === 'events' ? (properties as EventProps) : null;
  const claim = layer === 'control' ? (properties as ControlProps) : null;
  const name = event ? eventName(event) : claim ? placeOf(claim) : t('layer.control');
  const acled = [event?.acled_type, event?.acled_subtype].filter(Boolean).join(' / ');
  const feature = layers.value[layer].find((other) => other.properties === properties);
  return (
    <>
      <h2 ref={heading} tabIndex={-1}><Said source={properties} fields={['place_name']}><bdi>{event ? placeOf(event) : name}</bdi></Said></h2>
      <p class="panel-status">
        {event && <Said source={event} fields={['kind']}><b>{sentence(word('event', event.kind))}</b></Said>}
        {claim && <Said source={claim} fields={['party']}><b>{areaName(claim)}</b></Said>} <ReportedOn source={properties} />
      </p>
      {claim && <StateAge state={claim} />}
      <QuoteBlock source={properties} />
      <dl class="facts">
        <Fact name={t('panel.said_by')}><Speaker source={properties} /></Fact>
        {event?.time && <Fact name={t('panel.valid')}><Said source={event} fields={['time']}>{longDay(event.time)}</Said></Fact>}
        {claim?.since && claim.rule != null && <Fact name={t('panel.valid')}><Said source={claim} fields={['since']}>{longDay(claim.since)}</Said></Fact>}
        {(event ?? claim)?.day_not_understood && <Fact name={t('panel.valid')}>{t('panel.day_not_understood')}</Fact>}
        {acled && <Fact name={t('panel.acled')}><span lang="en">{acled}</span></Fact>}
        <Fact name={t('panel.event_geometry')}>{t(feature?.geometry ? 'panel.event_point' : 'panel.event_nowhere')}</Fact>
      </dl>
      <Grades source={properties} />
      <Source source={properties} />
      {feature && <PanelActions feature={feature} name={name} />}
    </>
  );
}

/** A piece of the front line or a held area: of which day, how sure, and what it rests on. */
function StatePanel({ heading, layer, feature }: Heading & { layer: LayerId; feature: FrontLineFeature | ControlAreaFeature }) {
  const { properties } = feature;
  const line = layer === 'front_lines' ? (properties as FrontLineProps) : null;
  const area = layer === 'control_areas' ? (properties as ControlAreaProps) : null;
  const name = area ? areaName(area) : t('layer.front_lines');
  const newest = (line ?? area)?.newest_claim;
  const km = (value: number | null | undefined): string => Math.round(value ?? 0).toLocaleString(lang.value);
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>{name}</h2>
      <StateAge state={properties} />
      <p>{t('front.explain')}</p>
      <dl class="facts">
        {line && <Fact name={t('front.sides')}>{list(sidesOf(line))}</Fact>}
        {line && <Fact name={t('front.certainty')}>{t(`certainty.${line.certainty ?? 'sparse'}`)}</Fact>}
        {line && <Fact name={t('front.uncertainty')}>{t('front.km', { km: km(line.uncertainty_km) })}</Fact>}
        {area && <Fact name={t('front.size')}>{t('front.km2', { km: km(area.area_km2) })}</Fact>}
        <Fact name={t('front.claims')}>{String(properties.claims ?? 0)}</Fact>
        {properties.places?.length ? <Fact name={t('front.places')}><bdi>{list(properties.places)}</bdi></Fact> : null}
        <Fact name={t('front.age')}>{longDay(properties.last_claim ?? '')}{(properties.age_days ?? 0) > 0 && <>, {plural('front.days', properties.age_days ?? 0)}</>}</Fact>
        {newest && newest !== properties.last_claim && <Fact name={t('front.newest')}>{longDay(newest)}</Fact>}
      </dl>
      <QuoteBlock source={properties} />
      <Grades source={properties} />
      <Source source={properties} />
      <PanelActions feature={feature} name={name} />
    </>
  );
}

/** Of which day it is; where that is not the day on show, what is not known. */
function StateAge({ state }: { state: StateProps }) {
  const asked = askedOf(state);
  return (
    <>
      <p class="panel-status"><b>{stateDay(state)}</b></p>
      {isLastKnown(state) && asked && <p class="last-known">{unknownSince([state], asked)}</p>}
    </>
  );
}

/** The sentence itself, in the language in which it was said. */
export function QuoteBlock({ source }: { source: Sourced }) {
  return (
    <figure class="quote">
      <figcaption class="unseen">{t('panel.quote')}</figcaption>
      <blockquote lang={source.quote_lang ?? undefined}><Sentence source={source} text={source.quote} /></blockquote>
    </figure>
  );
}

/** Who says it. */
export function Speaker({ source }: { source: Sourced }) {
  if (!source.announced_by) return <>{t('panel.not_stated')}</>;
  return <Said source={source} fields={['announced_by']}><bdi>{source.announced_by}</bdi></Said>;
}

export function ReportedOn({ source }: { source: Pick<Sourced, 'published'> }) {
  return source.published ? <span class="muted">{t('panel.status_on', { date: longDay(source.published) })}</span> : null;
}

export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

function Grades({ source, how }: { source: Sourced; how?: string }) {
  return (
    <dl class="facts">
      {typeof source.confidence === 'number' && <Fact name={t('panel.grades')}>{how ?? confidenceWord(source.confidence)}</Fact>}
      <Fact name={t('panel.verification')}>{word('verification', source.verification ?? 'unreviewed')}</Fact>
    </dl>
  );
}

function Source({ source }: { source: Sourced }) {
  const marked = reportPage(source.report_id, source.quote_start);
  return (
    <section>
      <h3>{t('panel.sources')}</h3>
      <p>
        <bdi>{[source.source_name, source.report_title].filter(Boolean).join(': ') || source.report_id}</bdi>
        {source.published && <>, {t('panel.published', { date: longDay(source.published) })}</>}
      </p>
      <p class="links">
        <a href={marked}>{t('panel.marked')}</a>
        {isWebAddress(source.source_url) && <a href={source.source_url} target="_blank" rel="noopener nofollow">{t('panel.original')}</a>}
      </p>
    </section>
  );
}
