/** The map in the page: makes it once and feeds it from the state. */
import { effect, untracked } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Position } from 'geojson';
import { groupProposals } from '../data/filters';
import { t } from '../i18n';
import { type LayerId, STATE_LAYERS } from '../model/layers';
import { fontsLoaded } from '../fonts';
import { palette } from '../look';
import { boundsOf, positionsOf } from '../map/geometry';
import { buildSources } from '../map/sources';
import { MapView, type Padding, hasWebGL } from '../map/view';
import * as store from '../state/store';
import { sentence, word } from '../words';
import { summarise } from './Chooser';

let map: MapView | null = null;

export function MapPane() {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    if (!hasWebGL()) {
      store.mapWorks.value = false;
      return;
    }
    let stop = (): void => {};
    let gone = false;
    void fontsLoaded.then(() => {
      if (gone) return;
      try {
        stop = start(element);
      } catch {
        store.mapWorks.value = false;
      }
    });
    return () => { gone = true; stop(); map = null; };
  }, []);
  return <div id="stage" tabIndex={-1} class="map" ref={container} role="region" aria-label={t('region.map')} />;
}

/** Makes the map in its element and feeds it; answers with what ends that. */
function start(element: HTMLElement): () => void {
  const view = new MapView(element, palette(store.theme.peek()), store.view.peek(), {
    clicked: store.chooseAmong,
    moved: (position, box) => { store.view.value = position; store.bounds.value = box; },
    works: (can) => { store.mapWorks.value = can; },
    nameOf: (found) => {
      const summary = summarise(found);
      return summary && [summary.name, summary.status ? sentence(word('status', summary.status)) : isState(found.layer) && summary.when].filter(Boolean).join(' · ');
    },
  });
  map = view;
  return feed(view, store.view.peek() !== null);
}

/** Keeps the map in step with the state. `placed` says that the address already gave a view. */
function feed(view: MapView, placed: boolean): () => void {
  let framedDay: string | null = null;
  const stops = [
    effect(() => {
      view.setName(t('region.map'));
      const drawn = view.setBasemap(store.lang.value, store.theme.value, palette(store.theme.value));
      void drawn.then((found) => (store.basemapWorks.value = found));
    }),
    effect(() => view.setData((store.lang.value, buildSources(store.shown.value)))),
    effect(() => view.setDay(store.day.value === 'all' ? null : store.day.value)),
    effect(() => view.setChosen(store.hovered.value ?? store.chosen.value?.id ?? '')),
    effect(() => {
      const day = store.day.value;
      if (store.loadState.value !== 'ready' || framedDay === day) return;
      const first = framedDay === null;
      framedDay = day;
      untracked(() => {
        if (first && placed) return;
        if (first || !dayInView()) frameDay(!first);
      });
    }),
    effect(() => {
      const found = store.chosenFeature.value;
      if (!found) return;
      untracked(() => {
        const positions = positionsToFrame(found.layer, found.feature.properties.id);
        if (positions.length && !inView(positions)) view.frame(positions, padding(), !reducedMotion());
      });
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Frames what the day shows: its corridors, else its events and proposals. */
export function frameDay(animate: boolean): void {
  map?.frame(dayPositions(), padding(), animate && !reducedMotion());
}

export function zoomBy(step: number): void {
  map?.zoomBy(step);
}

export function showFound(place: { name: string; at: Position } | null): void {
  map?.showFound(place);
}

/** Goes to a view that an address asks for. */
export function goTo(view: NonNullable<typeof store.view.value>): void {
  map?.setView(view);
}

function dayPositions(): Position[] {
  const { corridors, events, proposals, places } = store.shown.value;
  const lines = corridors.flatMap(({ geometry }) => positionsOf(geometry));
  const pins = places.flatMap(({ geometry }) => positionsOf(geometry));
  if (lines.length + pins.length) return [...lines, ...pins];
  return [...events, ...proposals].flatMap(({ geometry }) => positionsOf(geometry));
}

/** What must be in sight for a feature: its line and named places, the regions of the whole proposal, its point. */
function positionsToFrame(layer: LayerId, id: string): Position[] {
  const { places, proposals } = store.layers.value;
  const line = store.layers.value[layer].find(({ properties }) => properties.id === id)?.geometry ?? null;
  if (layer === 'proposals') {
    const group = groupProposals(proposals).find(({ features }) => features.some(({ properties }) => properties.id === id));
    return (group?.features ?? []).flatMap(({ geometry }) => positionsOf(geometry));
  }
  return [...positionsOf(line), ...places.filter(({ properties }) => properties.corridor_id === id).flatMap(({ geometry }) => positionsOf(geometry))];
}

function dayInView(): boolean {
  const positions = dayPositions();
  return positions.length > 0 && inView(positions);
}

/** Whether all positions lie in the part of the map that no panel covers. */
function inView(positions: Position[]): boolean {
  const box = boundsOf(positions);
  const view = store.bounds.value;
  const element = document.querySelector('.map');
  if (!box || !view || !element) return false;
  const { left, right, top, bottom } = padding();
  const across = (view[2] - view[0]) / element.clientWidth;
  const down = (view[3] - view[1]) / element.clientHeight;
  return box[0] > view[0] + left * across * 0.6 && box[2] < view[2] - right * across * 0.95 && box[1] > view[1] + bottom * down * 0.95 && box[3] < view[3] - top * down * 0.6;
}

/** Room that panels and labels take from the map. */
function padding(): Padding {
  const open = store.chosen.value !== null || store.candidates.value.length > 0;
  if (store.isPhone.value) {
    const stage = document.querySelector('.stage')?.clientHeight ?? 600;
    const covered = { peek: 170, half: stage * 0.5, full: stage * 0.5 }[store.sheetHeight.value];
    return { top: 84, right: 104, bottom: covered + 32, left: 28 };
  }
  const legend = document.querySelector('.legend-card .legend') && innerWidth > 1200 ? 290 : 110;
  return { top: 100, right: open ? 490 : 160, bottom: 80, left: legend };
}

function reducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function isState(layer: LayerId): boolean {
  return STATE_LAYERS.some((each) => each === layer);
}
