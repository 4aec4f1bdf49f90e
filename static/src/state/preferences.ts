/** What the reader prefers: language and theme, from the browser and from earlier choices. */
import { effect } from '@preact/signals';
import { preferredLang } from '../i18n';
import { type Theme, isPhone, lang, theme } from './store';

const THEME_KEY = 'korydor-theme';

/** Applies what the browser prefers and follows it, as long as the reader has not chosen a theme. */
export function followPreferences(): void {
  lang.value = preferredLang(navigator.languages);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  theme.value = keptTheme() ?? (dark.matches ? 'dark' : 'light');
  dark.addEventListener('change', () => {
    if (!keptTheme()) theme.value = dark.matches ? 'dark' : 'light';
  });
  const narrow = matchMedia('(max-width: 760px)');
  isPhone.value = narrow.matches;
  narrow.addEventListener('change', () => (isPhone.value = narrow.matches));
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
  });
  effect(() => {
    document.documentElement.lang = lang.value;
  });
}

export function keepTheme(chosen: Theme): void {
  theme.value = chosen;
  try {
    localStorage.setItem(THEME_KEY, chosen);
  } catch {
    // A page in a sandbox has no storage; the choice then lasts as long as the page.
  }
}

function keptTheme(): Theme | null {
  try {
    const kept = localStorage.getItem(THEME_KEY);
    return kept === 'dark' || kept === 'light' ? kept : null;
  } catch {
    return null;
  }
}
