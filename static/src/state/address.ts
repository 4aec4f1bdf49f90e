/** Keeps the address bar and the state in step, so that a link restores the view and Back works. */
import { batch, effect } from '@preact/signals';
import { ON_AT_FIRST, SWITCHABLE } from '../model/layers';
import { type Permalink, readPermalink, writePermalink } from './permalink';
import * as store from './store';

let replacing = true;

/** Takes the state from the address. */
export function readAddress(): Permalink {
  const state = readPermalink(new URL(location.href));
  batch(() => {
    store.askedDay.value = state.date;
    store.layersOn.value = new Set(state.layers ?? ON_AT_FIRST);
    store.statuses.value = new Set(state.statuses);
    store.chosen.value = state.feature;
    store.candidates.value = [];
    store.mode.value = state.mode;
    store.langAsked.value = state.lang !== null;
    if (state.lang) store.lang.value = state.lang;
    store.view.value = state.view;
  });
  return state;
}

/** The state as a link; `whole` writes the day and the language even where they are the default. */
export function permalink(whole: boolean): string {
  const layers = SWITCHABLE.filter((id) => store.layersOn.value.has(id));
  return writePermalink({
    date: whole ? store.day.value : store.askedDay.value,
    layers: layers.join() === ON_AT_FIRST.join() ? null : layers,
    statuses: [...store.statuses.value],
    feature: store.chosen.value,
    lang: whole || store.langAsked.value ? store.lang.value : null,
    mode: store.mode.value,
    view: store.view.value,
  });
}

/** Starts the exchange. `restored` is called when Back or Forward brought an earlier state. */
export function followAddress(restored: (state: Permalink) => void): void {
  effect(() => {
    const next = location.pathname + permalink(false);
    const current = location.pathname + location.search + location.hash;
    if (next === current) return;
    // Moving the map must not fill the history; choosing a day or a feature is a step to go back from.
    const onlyMoved = next.split('#')[0] === location.pathname + location.search;
    try {
      if (onlyMoved || replacing) history.replaceState(null, '', next);
      else history.pushState(null, '', next);
    } catch {
      // A frame may not be allowed to change its address, or not that often; the page works without.
    }
  });
  replacing = false;
  addEventListener('popstate', () => {
    replacing = true;
    restored(readAddress());
    replacing = false;
  });
}
