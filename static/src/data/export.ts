/** What is shown now, as files. */
import type { Shown } from './filters';
import type { Row } from './rows';

const COLUMNS = ['layer', 'id', 'name', 'kind', 'status', 'day', 'announced_by', 'source_name', 'source_url', 'quote', 'confidence'] as const;

/** The table of the page as CSV (RFC 4180), with the words of the data and not of the page. */
export function shownCsv(rows: Row[]): string {
  const lines = rows.map(({ chosen, name, kind, status, day, source }) => [
    chosen.layer, chosen.id, name, kind.values.join(' '), status, day, source.announced_by, source.source_name, source.source_url,
    source.quote, source.confidence,
  ]);
  return [[...COLUMNS], ...lines].map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(value: string | number | null | undefined): string {
  const text = String(value ?? '');
  // A spreadsheet would run a text that begins like a formula.
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** All features on show in one collection. */
export function shownGeojson(shown: Shown): string {
  const tagged = (layer: keyof Shown): object[] => shown[layer].map((feature) => ({ ...feature, properties: { layer, ...feature.properties } }));
  const features = (['corridors', 'proposals', 'events', 'control', 'control_areas', 'front_lines'] as const).flatMap(tagged);
  return JSON.stringify({ type: 'FeatureCollection', features }, null, 1);
}
