/** Pictograms of the temaki and maki sets (CC0) as path data on a 15 × 15 grid. */
import arrow from '@mapbox/maki/icons/arrow.svg?raw';
import airport from '@mapbox/maki/icons/airport.svg?raw';
import cemetery from '@mapbox/maki/icons/cemetery.svg?raw';
import embassy from '@mapbox/maki/icons/embassy.svg?raw';
import ring from '@mapbox/maki/icons/circle-stroked.svg?raw';
import rocket from '@mapbox/maki/icons/rocket.svg?raw';
import crossed from '@ideditor/temaki/icons/x_oblique.svg?raw';
import guard from '@ideditor/temaki/icons/military_checkpoint.svg?raw';
import medical from '@ideditor/temaki/icons/briefcase_cross.svg?raw';
import truck from '@ideditor/temaki/icons/truck.svg?raw';
import walker from '@ideditor/temaki/icons/pedestrian.svg?raw';
import type { Purpose } from '../model/layers';

function pathOf(svg: string): string {
  const paths = [...svg.matchAll(/\sd="([^"]+)"/g)].map((match) => match[1] ?? '');
  // Some files hold line breaks as character references.
  return paths.join(' ').replace(/&#x?[0-9a-f]+;/gi, ' ');
}

export const PURPOSE_ICONS: Record<Purpose, string> = {
  civilian_evacuation: pathOf(walker),
  medical_evacuation: pathOf(medical),
  aid_delivery: pathOf(truck),
  recovery_of_dead: pathOf(cemetery),
};

export interface Glyph { path: string; turned?: boolean }

const EVENT_GLYPHS: Record<string, Glyph> = {
  battle: { path: pathOf(crossed) },
  shelling: { path: pathOf(rocket) },
  strike: { path: pathOf(airport) },
  siege: { path: pathOf(ring) },
  advance: { path: pathOf(arrow) },
  withdrawal: { path: pathOf(arrow), turned: true },
  occupation: { path: pathOf(guard) },
  liberation: { path: pathOf(embassy) },
};

/** The glyph of a kind of event; crossed strokes for a kind that the page does not know. */
export function eventGlyph(kind: string): Glyph {
  return EVENT_GLYPHS[kind] ?? { path: pathOf(crossed) };
}

export const EVENT_KINDS = Object.keys(EVENT_GLYPHS);

/** The icon of a purpose, if it has one. */
export function purposeIcon(purpose: string): string | undefined {
  return PURPOSE_ICONS[purpose as Purpose];
}
