/** How each status is drawn: a tone (colour), a line pattern and a mark. Never colour alone. */
import type { Status } from './layers';

export type Tone = 'open' | 'agreed' | 'planned' | 'proposed' | 'restricted' | 'stopped' | 'ended' | 'unknown';
export type Pattern = 'solid' | 'dash' | 'dots' | 'dashdot';
export type Mark = 'cross' | 'pause' | 'question' | null;

export interface StatusLook {
  tone: Tone;
  pattern: Pattern;
  /** Pixels. */
  width: number;
  mark: Mark;
}

const LOOKS: Record<Status, StatusLook> = {
  open: { tone: 'open', pattern: 'solid', width: 4, mark: null },
  agreed: { tone: 'agreed', pattern: 'solid', width: 4, mark: null },
  planned: { tone: 'planned', pattern: 'dash', width: 4, mark: null },
  proposed: { tone: 'proposed', pattern: 'dots', width: 3, mark: null },
  partially_open: { tone: 'restricted', pattern: 'dashdot', width: 4, mark: null },
  suspended: { tone: 'restricted', pattern: 'dashdot', width: 4, mark: 'pause' },
  blocked: { tone: 'stopped', pattern: 'solid', width: 3, mark: 'cross' },
  failed: { tone: 'stopped', pattern: 'solid', width: 3, mark: 'cross' },
  rejected: { tone: 'stopped', pattern: 'solid', width: 3, mark: 'cross' },
  cancelled: { tone: 'ended', pattern: 'solid', width: 2, mark: 'cross' },
  closed: { tone: 'ended', pattern: 'solid', width: 2, mark: null },
  completed: { tone: 'ended', pattern: 'solid', width: 2, mark: null },
  unknown: { tone: 'unknown', pattern: 'dots', width: 2, mark: 'question' },
};

/** The look of a status; a word that the page does not know is drawn as unknown. */
export function lookOf(status: string): StatusLook {
  return LOOKS[status as Status] ?? LOOKS.unknown;
}

/** Dash lengths in line widths, as MapLibre and SVG understand them; empty for a solid line. */
export const DASHES: Record<Pattern, number[]> = {
  solid: [],
  dash: [3, 2],
  dots: [0.01, 2],
  dashdot: [3, 1.5, 0.6, 1.5],
};
