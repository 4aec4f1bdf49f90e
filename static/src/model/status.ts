/** How each status is drawn: a tone (colour, width, dashes; from the tokens) and a mark. Never colour alone. */
import tokens from '../../../geodata/style/tokens.json';
import type { Status } from './layers';

export type Tone = keyof typeof tokens.status;
export type Mark = 'cross' | 'pause' | 'question' | null;

export interface ToneLook {
  /** Pixels. */
  width: number;
  /** Lengths in line widths; empty for a solid line, a first length of 0 for dots. */
  dash: number[];
}

export interface StatusLook extends ToneLook {
  tone: Tone;
  mark: Mark;
}

interface ToneToken { statuses: string[]; width: number; dash?: number[] }

const TOKENS = Object.entries(tokens.status) as [Tone, ToneToken][];

export const TONES: ReadonlyMap<Tone, ToneLook> = new Map(TOKENS.map(([tone, { width, dash = [] }]) => [tone, { width, dash }]));

const MARKS: Partial<Record<Status, Mark>> = {
  suspended: 'pause', blocked: 'cross', failed: 'cross', rejected: 'cross', cancelled: 'cross', unknown: 'question',
};

/** The look of a status; a word that the page does not know is drawn as unknown. */
export function lookOf(status: string): StatusLook {
  const [tone, { width, dash = [] }] = TOKENS.find(([, { statuses }]) => statuses.includes(status)) ?? ['unknown', tokens.status.unknown];
  const mark = tone === 'unknown' ? 'question' : (MARKS[status as Status] ?? null);
  return { tone, width, dash, mark };
}

/** Dots and solid lines have round ends, dashes have straight ones. */
export function lineCap({ dash }: ToneLook): 'round' | 'butt' {
  return dash.length === 0 || dash[0] === 0 ? 'round' : 'butt';
}

/** Whether a line of this look is dotted. */
export function isDotted({ dash }: ToneLook): boolean {
  return dash[0] === 0;
}
