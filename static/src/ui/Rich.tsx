import type { ComponentChildren } from 'preact';
import { t } from '../i18n';

/** A text with elements in the places of its `{names}`. */
export function Rich({ text, parts }: { text: string; parts: Record<string, ComponentChildren> }) {
  return <>{t(text).split(/\{(\w+)\}/).map((piece, i) => (i % 2 ? parts[piece] : piece))}</>;
}

/** Links to those whose open data the map rests on. */
export const CREDITS: Record<string, ComponentChildren> = {
  geonames: <a href="https://www.geonames.org/" target="_blank" rel="noopener">GeoNames</a>,
  ccby: <a href="https://creativecommons.org/licenses/by/4.0/" target="_blank" rel="noopener license">CC BY 4.0</a>,
  openstreetmap: <a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noopener license">© OpenStreetMap contributors, ODbL</a>,
  naturalearth: <a href="https://www.naturalearthdata.com/" target="_blank" rel="noopener">Natural Earth</a>,
};
