/** The page's own words in the reader's language. */
import type { Lang } from '../model/layers';
import { lang } from '../state/store';
import en from './en.json';
import ru from './ru.json';
import uk from './uk.json';

type Words = { [key: string]: string | Words };
const WORDS: Record<Lang, Words> = { en, uk, ru };

/** The text for `key` (`rail.title`), with `{name}` filled in. A key without a text in the language falls back to English. */
export function t(key: string, values: Record<string, string | number> = {}): string {
  const text = lookUp(WORDS[lang.value], key) ?? lookUp(WORDS.en, key);
  return fill(typeof text === 'string' ? text : key, values);
}

/** Whether there is a text for `key` in English, where every key must be. */
export function hasText(key: string): boolean {
  return typeof lookUp(WORDS.en, key) === 'string';
}

/** The text for `count` things, in the plural form that the language asks for. */
export function plural(key: string, count: number, values: Record<string, string | number> = {}): string {
  const category = new Intl.PluralRules(lang.value).select(count);
  const forms = lookUp(WORDS[lang.value], key) ?? lookUp(WORDS.en, key);
  const text = typeof forms === 'object' ? (forms[category] ?? forms['other']) : forms;
  return fill(typeof text === 'string' ? text : key, { n: new Intl.NumberFormat(lang.value).format(count), ...values });
}

function lookUp(words: Words, key: string): string | Words | undefined {
  let found: string | Words | undefined = words;
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
  return found;
}

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The language to start with: asked for, else the browser's first that the page speaks, else English. */
export function preferredLang(browser: readonly string[]): Lang {
  for (const tag of browser) {
    const base = tag.toLowerCase().split('-')[0];
    if (base === 'uk' || base === 'ru' || base === 'en') return base;
  }
  return 'en';
}
