import { batch } from '@preact/signals';
import { loadEverything } from './data/api';
import { layers, loadState, missingLayers, reports } from './state/store';

/** Loads everything into the state; a failure is shown, and what was there before stays. */
export async function load(): Promise<void> {
  if (loadState.value === 'failed') loadState.value = 'loading';
  const loaded = await loadEverything().catch(() => null);
  if (!loaded) {
    loadState.value = 'failed';
    return;
  }
  batch(() => {
    layers.value = loaded.layers;
    reports.value = loaded.reports;
    missingLayers.value = loaded.missing;
    loadState.value = 'ready';
  });
}
