import { describe, expect, it } from 'vitest';
import { isInferred, runsOf, wordsOf } from '../../src/data/evidence';
import { corridor } from '../fixtures/layers';

const QUOTE = 'Із Сум 😀 автобусами до Полтави.';
const source = (evidence: object[], more: object = {}) =>
  corridor('r-0330', 'x', 'Sumy', 'Poltava', QUOTE, { evidence: evidence as never, rule: 'from-to', context: ['Узгоджено:'], ...more }).properties;
const marked = (runs: { text: string; fields: string[] }[]): [string, string[]][] => runs.filter(({ fields }) => fields.length > 0).map(({ text, fields }) => [text, fields]);

describe('the words of a quote', () => {
  it('are cut by code points, and words of several fields stand once', () => {
    const runs = runsOf(source([
      { field: 'mode', start: 1659, end: 1669, exact: 'автобусами' },
      { field: 'from', start: 1653, end: 1656, exact: 'Сум' },
      { field: 'purpose', start: 1659, end: 1669, exact: 'автобусами' },
    ]), QUOTE);
    expect(marked(runs)).toEqual([['Сум', ['from']], ['автобусами', ['mode', 'purpose']]]);
    expect(runs.map(({ text }) => text).join('')).toBe(QUOTE);
  });

  it('are those of one sentence, and of no other', () => {
    const said = source([{ field: 'status', start: 900, end: 909, exact: 'Узгоджено', context: 0, context_start: 900 }, { field: 'announced_by', start: 5, end: 9 }]);
    expect(marked(runsOf(said, QUOTE))).toEqual([]);
    expect(marked(runsOf(said, 'Узгоджено:', 0))).toEqual([['Узгоджено', ['status']]]);
    expect(marked(runsOf(said, 'Узгоджено:', 1))).toEqual([]);
  });

  it('are not marked in a sentence that is another than the one that was read', () => {
    const runs = runsOf(source([{ field: 'from', start: 1653, end: 1656, exact: 'Сум' }]), 'Another sentence');
    expect(runs).toEqual([{ text: 'Another sentence', fields: [] }]);
  });
});

describe('what is inferred', () => {
  it('is what the feature lists', () => {
    const said = source([], { inferred: ['status'] });
    expect([isInferred(said, ['status']), isInferred(said, ['mode']), isInferred(said, ['valid_from', 'valid_to'])]).toEqual([true, false, false]);
  });

  it('is, where nothing is listed, what no words say, unless a file says it', () => {
    const { inferred: _, ...event } = source([{ field: 'kind', start: 1650, end: 1652, exact: 'Із' }]);
    expect([isInferred(event, ['kind']), isInferred(event, ['announced_by']), isInferred({ ...event, rule: null }, ['announced_by'])]).toEqual([false, true, false]);
    expect(wordsOf(event, ['kind'])).toHaveLength(1);
  });
});
