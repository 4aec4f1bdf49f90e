import { useEffect } from 'preact/hooks';
import { t } from '../i18n';
import { chosen, candidates, day, isPhone, mapWorks, mode } from '../state/store';
import { dayChoice } from '../words';
import { FeaturePanel } from './FeaturePanel';
import { FeatureTable } from './FeatureTable';
import { Footer, LiveRegion, Notice, SkipLinks } from './Frame';
import { MapPane } from './MapPane';
import { PlainList } from './PlainList';
import { Rail } from './Rail';
import { Search } from './Search';
import { Sheet } from './Sheet';
import { TimeBar } from './TimeBar';
import { LegendCard, ViewTools, ZoomTools } from './Tools';

export function App() {
  const title = t('app.page_title', { when: dayChoice(day.value) });
  useEffect(() => { document.title = title; }, [title]);
  const phone = isPhone.value;
  const open = chosen.value !== null || candidates.value.length > 0;
  return (
    <div class={phone ? 'page phone' : 'page'}>
      <SkipLinks />
      <Notice />
      {!phone && <Rail />}
      <main class={open ? 'stage panel-open' : 'stage'}>
        <MapPane />
        {mode.value === 'table' && <FeatureTable />}
        {mode.value === 'map' && !mapWorks.value && <PlainList />}
        <div class="stage-top"><Search /><ViewTools /></div>
        {mode.value === 'map' && mapWorks.value && <><ZoomTools /><LegendCard /></>}
        {phone ? <Sheet /> : <FeaturePanel />}
      </main>
      <TimeBar />
      <Footer />
      <LiveRegion />
    </div>
  );
}
