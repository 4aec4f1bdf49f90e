/** What stands around everything: skip links, the notice on top, the attribution below, the live region. */
import { useEffect, useState } from 'preact/hooks';
import { plural, t } from '../i18n';
import { alongImportedRoads, announcement, day, isPhone, lang, loadState, shown } from '../state/store';
import { dayChoice } from '../words';
import { LangSelect, LangSwitch, ThemeSwitch } from './Switches';
import { CREDITS, Rich } from './Rich';

export function SkipLinks() {
  return (
    <nav class="skip" aria-label={t('region.tools')}>
      <a href="#list" onClick={(event) => jump(event, 'list')}>{t('skip.list')}</a>
      <a href="#stage" onClick={(event) => jump(event, 'stage')}>{t('skip.map')}</a>
      <a href="#days" onClick={(event) => jump(event, 'days')}>{t('skip.time')}</a>
    </nav>
  );
}

/** Moves the focus without touching the hash, which holds the map's view. */
function jump(event: Event, id: string): void {
  event.preventDefault();
  document.getElementById(id)?.focus();
}

export function Notice() {
  return (
    <header class="notice">
      <p class="notice-text"><WarningIcon />{t('notice.warning')}</p>
      <div class="notice-tools">{isPhone.value ? <LangSelect /> : <><LangSwitch /><ThemeSwitch /></>}</div>
    </header>
  );
}

function WarningIcon() {
  return (
    <svg class="notice-icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 1.6 15 14H1Z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" />
      <path d="M8 6v4M8 11.4v1.2" stroke="currentColor" stroke-width="1.5" />
    </svg>
  );
}

export function Footer() {
  return (
    <footer class="credits">
      <p>{t('notice.boundary')}</p>
      <p>
        <Rich text="notice.attribution" parts={CREDITS} />
        {alongImportedRoads.value && <> <Rich text="notice.roads" parts={CREDITS} /></>}
      </p>
    </footer>
  );
}

/** Says aloud what a new choice shows. */
export function LiveRegion() {
  const [text, setText] = useState('');
  const when = day.value;
  const count = shown.value.corridors.length;
  useEffect(() => {
    if (loadState.value === 'ready') setText(t('live.shown', { when: dayChoice(when), corridors: plural('corridor.heading', count) }));
  }, [when, count, lang.value]);
  return <p class="unseen" role="status" aria-live="polite">{announcement.value || text}</p>;
}
