import { batch, effect } from '@preact/signals';
import { type Loaded, loadControl, loadEverything } from './data/api';
import type { DayChoice } from './data/days';
import type { LayerId } from './model/layers';
import { day, layers, loadState, missingLayers, reports } from './state/store';

const FRESH_MS = 120_000;

/** Loads everything into the state; a failure is shown, and what was there before stays. */
export async function load(): Promise<void> {
  if (loadState.value === 'failed') loadState.value = 'loading';
  const loaded = await loadEverything().catch(() => null);
  if (!loaded) {
    loadState.value = 'failed';
    return;
  }
  // A layer that did not come this time keeps what it had.
  for (const id of loaded.missing) {
    if (id === 'reports') loaded.reports = reports.value;
    else Object.assign(loaded.layers, { [id]: layers.value[id as LayerId] });
  }
  batch(() => {
    if (isNew(loaded)) {
      layers.value = { ...layers.value, ...loaded.layers };
      reports.value = loaded.reports;
    }
    missingLayers.value = loaded.missing;
    loadState.value = 'ready';
  });
}

/** Keeps control in step with the day on show. */
export function followDay(): void {
  effect(() => {
    if (loadState.value === 'ready') void showControl(day.value);
  });
}

async function showControl(of: DayChoice): Promise<void> {
  const control = await loadControl(of).catch(() => null);
  // Another day may have been chosen meanwhile.
  if (of !== day.peek()) return;
  if (!control) {
    missingLayers.value = [...new Set([...missingLayers.peek(), 'front_lines'])];
    return;
  }
  const now = layers.peek();
  if (control.front_lines !== now.front_lines || control.control !== now.control || control.control_areas !== now.control_areas) {
    layers.value = { ...now, ...control };
  }
}

/** Asks again from time to time while somebody looks: a report that came in shows without a reload. */
export function keepFresh(): void {
  setInterval(() => {
    if (document.visibilityState === 'visible') void load().then(() => showControl(day.peek()));
  }, FRESH_MS);
}

/** Whether any answer differs from the last one: the same answer comes back as the same object. */
function isNew({ layers: next, reports: nextReports }: Loaded): boolean {
  const ids = Object.keys(next) as (keyof typeof next)[];
  return nextReports !== reports.value || ids.some((id) => next[id] !== layers.value[id]);
}
