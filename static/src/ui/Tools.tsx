/** The small tools on the map: map or table, link, zoom, legend. */
import { useState } from 'preact/hooks';
import { t } from '../i18n';
import { permalink } from '../state/address';
import { announcement, isPhone, mode } from '../state/store';
import { Legend } from './Legend';
import { frameDay, zoomBy } from './MapPane';
import { copyText } from './PanelActions';

export function ViewTools() {
  const [told, setTold] = useState('');
  const copy = async (): Promise<void> => {
    const done = await copyText(location.origin + location.pathname + permalink(true));
    const text = t(done ? 'tools.link_done' : 'tools.link_failed');
    setTold(text);
    announcement.value = text;
    setTimeout(() => setTold(''), 2500);
  };
  return (
    <div class="view-tools">
      <div class="segments" role="group" aria-label={t('tools.view')}>
        <button type="button" aria-pressed={mode.value === 'map'} onClick={() => (mode.value = 'map')}>{t('tools.map')}</button>
        <button type="button" aria-pressed={mode.value === 'table'} onClick={() => (mode.value = 'table')}>{t('tools.table')}</button>
      </div>
      <button type="button" class="button copy-link" onClick={() => void copy()}>{told || t('tools.link')}</button>
    </div>
  );
}

export function ZoomTools() {
  return (
    <div class="zoom-tools">
      <Tool label={t('tools.zoom_in')} path="M8 3v10M3 8h10" run={() => zoomBy(1)} />
      <Tool label={t('tools.zoom_out')} path="M3 8h10" run={() => zoomBy(-1)} />
      <Tool label={t('tools.fit')} path="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" run={() => frameDay(true)} />
    </div>
  );
}

function Tool({ label, path, run }: { label: string; path: string; run: () => void }) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={run}>
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d={path} fill="none" stroke="currentColor" stroke-width="1.6" /></svg>
    </button>
  );
}

export function LegendCard() {
  const [open, setOpen] = useState(innerWidth > 1000);
  if (isPhone.value) return null;
  return (
    <section class="legend-card" aria-label={t('legend.heading')}>
      <button type="button" class="legend-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('legend.heading')}
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d={open ? 'm3.5 6 4.5 4.5L12.5 6' : 'M3.5 10 8 5.5l4.5 4.5'} fill="none" stroke="currentColor" stroke-width="1.6" /></svg>
      </button>
      {open && <Legend />}
    </section>
  );
}
