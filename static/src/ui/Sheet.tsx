/** On a phone: one sheet over the map with three heights; its top always shows the day and the counts. */
import { useRef, useState } from 'preact/hooks';
import { t } from '../i18n';
import { type SheetHeight, candidates, chosen, sheetHeight } from '../state/store';
import { Counts } from './CorridorList';
import { FeaturePanel } from './FeaturePanel';
import { Legend } from './Legend';
import { Problems } from './Problems';
import { ListSections, MoreSections, Title } from './Rail';
import { ThemeSwitch } from './Switches';

const HEIGHTS: SheetHeight[] = ['peek', 'half', 'full'];
const TABS = ['list', 'legend', 'more'] as const;
/** A drag shorter than this is a tap. */
const DRAG_PX = 24;

export function Sheet() {
  const [tab, setTab] = useState<(typeof TABS)[number]>('list');
  const height = sheetHeight.value;
  const showsFeature = chosen.value !== null || candidates.value.length > 0;
  return (
    <section class={`sheet sheet-${height}`} aria-label={t('region.sheet')}>
      <Grip height={height} />
      {showsFeature ? <FeaturePanel /> : (
        <>
          <Title />
          <Problems />
          <Counts />
          <div class="tabs" role="tablist" aria-label={t('sheet.tabs')} onKeyDown={(event) => turn(event, tab, setTab)}>
            {TABS.map((each) => (
              <button
                type="button" role="tab" key={each} id={`tab-${each}`} aria-selected={tab === each} aria-controls="tab-panel" tabIndex={tab === each ? 0 : -1}
                onClick={() => { setTab(each); if (height === 'peek') sheetHeight.value = 'half'; }}
              >
                {t(`sheet.${each}`)}
              </button>
            ))}
          </div>
          <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} class="tab-panel" tabIndex={0}>
            {tab === 'list' && <ListSections />}
            {tab === 'legend' && <Legend />}
            {tab === 'more' && <><MoreSections /><ThemeSwitch labelled /></>}
          </div>
        </>
      )}
    </section>
  );
}

function turn(event: KeyboardEvent, tab: (typeof TABS)[number], setTab: (tab: (typeof TABS)[number]) => void): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
  if (!step || !next) return;
  setTab(next);
  document.getElementById(`tab-${next}`)?.focus();
}

/** The handle: drag it, press it, or use the arrow keys. */
function Grip({ height }: { height: SheetHeight }) {
  const start = useRef<number | null>(null);
  const step = (by: number): void => {
    const next = HEIGHTS[HEIGHTS.indexOf(height) + by];
    if (next) sheetHeight.value = next;
  };
  return (
    <button
      type="button" class="grip" aria-label={t(height === 'full' ? 'sheet.shrink' : 'sheet.grow')} aria-expanded={height !== 'peek'}
      onPointerDown={(event) => { start.current = event.clientY; event.currentTarget.setPointerCapture(event.pointerId); }}
      onPointerUp={(event) => {
        const moved = event.clientY - (start.current ?? event.clientY);
        start.current = null;
        if (Math.abs(moved) > DRAG_PX) step(moved < 0 ? 1 : -1);
      }}
      onClick={(event) => { if (event.detail === 0 || start.current === null) tap(); }}
      onKeyDown={(event) => { if (event.key === 'ArrowUp') step(1); if (event.key === 'ArrowDown') step(-1); }}
    >
      <span />
    </button>
  );
  function tap(): void {
    sheetHeight.value = height === 'full' ? 'peek' : (HEIGHTS[HEIGHTS.indexOf(height) + 1] ?? 'peek');
  }
}
