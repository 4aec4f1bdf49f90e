import { useState } from 'preact/hooks';
import type { Feature } from 'geojson';
import type { Sourced } from '../model/layers';
import { t } from '../i18n';
import { permalink } from '../state/address';
import { announcement } from '../state/store';
import { save } from './Data';

/** Copy a link, download the feature, copy the text of an error report. */
export function PanelActions({ feature, name }: { feature: { properties: Sourced }; name: string }) {
  const [done, setDone] = useState('');
  const { properties } = feature;
  const copy = async (text: string, said: string): Promise<void> => {
    const told = (await copyText(text)) ? said : t('panel.copy_failed');
    setDone(told);
    announcement.value = told;
  };
  const link = (): string => location.origin + location.pathname + permalink(true);
  const error = (): string =>
    t('panel.error_text', { id: properties.id, name, link: link(), report: properties.report_id, quote: properties.quote });
  const download = (): void =>
    save(JSON.stringify({ type: 'FeatureCollection', features: [feature as unknown as Feature] }, null, 1), 'application/geo+json', 'geojson', `korydor-${properties.id}`);
  return (
    <section class="actions">
      <h3>{t('panel.cite')}</h3>
      <div class="buttons">
        <button type="button" class="button" onClick={() => void copy(link(), t('panel.copied'))}>{t('panel.copy_link')}</button>
        <button type="button" class="button" data-download-feature onClick={download}>{t('panel.download')}</button>
        <button type="button" class="button" onClick={() => void copy(error(), t('panel.error_copied'))}>{t('panel.report_error')}</button>
      </div>
      <p class="small muted" aria-hidden="true">{done}</p>
    </section>
  );
}

/** Puts a text on the clipboard, also where the page is not served over https. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'unseen';
    document.body.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    return copied;
  }
}
