import { hasText, t } from '../i18n';
import { basemapWorks, loadState, mapWorks, missingLayers, mode } from '../state/store';
import { load } from '../load';
import { list } from '../words';

/** What does not work at the moment, and what to do about it. */
export function Problems() {
  const missing = missingLayers.value.map((id) => (hasText(`layer.${id}`) ? t(`layer.${id}`) : id));
  return (
    <>
      {loadState.value === 'loading' && <p class="empty" role="status">{t('loading')} …</p>}
      {loadState.value === 'failed' && (
        <div class="problem" role="alert">
          <p><b>{t('error.server')}</b> {t('error.server_hint')}</p>
          <button type="button" class="button" onClick={() => void load()}>{t('error.retry')}</button>
        </div>
      )}
      {missing.length > 0 && (
        <div class="problem" role="alert">
          <p>{t('error.partly', { layers: list(missing) })}</p>
          <button type="button" class="button" onClick={() => void load()}>{t('error.retry')}</button>
        </div>
      )}
      {!basemapWorks.value && <p class="problem" role="status">{t('error.basemap')}</p>}
      {!mapWorks.value && (
        <div class="problem" role="alert">
          <p>{t('error.webgl')}</p>
          {mode.value !== 'table' && <button type="button" class="button" onClick={() => (mode.value = 'table')}>{t('error.to_table')}</button>}
        </div>
      )}
    </>
  );
}
