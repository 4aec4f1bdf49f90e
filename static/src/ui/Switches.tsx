import { batch } from '@preact/signals';
import { t } from '../i18n';
import { LANGS, type Lang } from '../model/layers';
import { lang, langAsked, theme } from '../state/store';
import { keepTheme } from '../state/preferences';

const SHORT = { en: 'EN', uk: 'УК', ru: 'РУ' } as const;

function pick(code: Lang): void {
  batch(() => {
    langAsked.value = true;
    lang.value = code;
  });
}

export function LangSwitch() {
  return (
    <div class="segments" role="group" aria-label={t('lang.label')}>
      {LANGS.map((code) => (
        <button
          type="button" lang={code} key={code} title={t(`lang.${code}`)} aria-label={`${SHORT[code]}, ${t(`lang.${code}`)}`} aria-pressed={lang.value === code}
          onClick={() => pick(code)}
        >
          {SHORT[code]}
        </button>
      ))}
    </div>
  );
}

/** The same choice in the room that a phone has. */
export function LangSelect() {
  return (
    <select
      class="button" aria-label={t('lang.label')} value={lang.value}
      onChange={(event) => { const code = LANGS.find((each) => each === event.currentTarget.value); if (code) pick(code); }}
    >
      {LANGS.map((code) => <option key={code} value={code} lang={code} aria-label={t(`lang.${code}`)}>{SHORT[code]}</option>)}
    </select>
  );
}

export function ThemeSwitch({ labelled = false }: { labelled?: boolean }) {
  const dark = theme.value === 'dark';
  const label = t(dark ? 'theme.to_light' : 'theme.to_dark');
  return (
    <button type="button" class={labelled ? 'button with-icon' : 'icon-button'} title={label} aria-label={label} onClick={() => keepTheme(dark ? 'light' : 'dark')}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {dark
          ? <path d="M8 4.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8ZM8 .8v2M8 13.2v2M.8 8h2M13.2 8h2M2.9 2.9l1.4 1.4M11.7 11.7l1.4 1.4M13.1 2.9l-1.4 1.4M4.3 11.7l-1.4 1.4" fill="none" stroke="currentColor" stroke-width="1.4" />
          : <path d="M13.6 9.8A6 6 0 0 1 6.2 2.4a6 6 0 1 0 7.4 7.4Z" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round" />}
      </svg>
      {labelled && label}
    </button>
  );
}
