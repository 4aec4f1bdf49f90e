/** The tokens of the look, as the map's drawing needs them. */
import tokens from '../../geodata/style/tokens.json';
import type { Tone } from './model/status';
import type { Theme } from './state/store';

export interface Palette extends Record<Tone, string> {
  land: string;
  water: string;
  ink: string;
  muted: string;
  surface: string;
  casing: string;
  held: string;
  focus: string;
  /** The proposed colour as text, dark enough to read. */
  proposedText: string;
  /** Marks drawn on a status colour. */
  onTone: string;
}

export function palette(theme: Theme): Palette {
  const colours = tokens[theme];
  return { ...colours, proposedText: colours['proposed-text'], onTone: theme === 'dark' ? '#14161A' : '#FFFFFF' };
}
