/** Which words of a report the fields of a feature come from, and which fields have none. */
import type { Sourced, Words } from '../model/layers';

/** A run of a sentence, and the fields that it gives words to. */
export interface Run { text: string; fields: string[] }

/** The words of any of these fields. */
export function wordsOf({ evidence }: Sourced, fields: readonly string[]): Words[] {
  return (evidence ?? []).filter(({ field }) => fields.includes(field));
}

/** Whether a field that is set has no words of a report: what a file says has none either, and is not inferred. */
export function isInferred(source: Sourced & { inferred?: unknown }, fields: readonly string[]): boolean {
  const { inferred } = source;
  if (Array.isArray(inferred)) return fields.some((field) => inferred.includes(field));
  return source.rule != null && wordsOf(source, fields).length === 0;
}

/** The quote, or the sentence of `context` at an index, cut where words of a field begin or end. */
export function runsOf(source: Sourced, text: string, context?: number): Run[] {
  const letters = Array.from(text);
  const words = (source.evidence ?? []).flatMap((each) => {
    const { start, end, exact } = each;
    if (exact == null || each.context !== context) return [];
    const origin = each.context_start ?? source.quote_start;
    const at = { field: each.field, from: start - origin, to: end - origin };
    // A sentence that is not the one that was read must not be marked at random.
    return letters.slice(at.from, at.to).join('') === exact ? [at] : [];
  });
  const cuts = [...new Set([0, letters.length, ...words.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  return cuts.slice(1).map((to, i) => {
    const from = cuts[i] ?? 0;
    const covering = words.filter((each) => each.from <= from && each.to >= to);
    return { text: letters.slice(from, to).join(''), fields: [...new Set(covering.map(({ field }) => field))] };
  });
}
