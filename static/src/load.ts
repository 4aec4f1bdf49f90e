import { batch } from '@preact/signals';
import { type Loaded, loadEverything } from './data/api';
import type { LayerId } from './model/layers';
import { layers, loadState, missingLayers, reports } from './state/store';

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
      layers.value = loaded.layers;
      reports.value = loaded.reports;
    }
    missingLayers.value = loaded.missing;
    loadState.value = 'ready';
  });
}

/** Asks again from time to time while somebody looks: a report that came in shows without a reload. */
export function keepFresh(): void {
  setInterval(() => {
    if (document.visibilityState === 'visible') void load();
  }, FRESH_MS);
}

/** Whether any answer differs from the last one: the same answer comes back as the same object. */
function isNew({ layers: next, reports: nextReports }: Loaded): boolean {
  const ids = Object.keys(next) as LayerId[];
  return nextReports !== reports.value || ids.some((id) => next[id] !== layers.value[id]);
}
