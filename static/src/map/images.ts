/** Draws the map's symbols on a canvas, on demand, in the colours of the theme. */
import tokens from '../../../geodata/style/tokens.json';
import type { Palette } from '../look';
import { type Mark, type Tone, lookOf } from '../model/status';
import { eventGlyph, purposeIcon } from './icons';

/** The party whose places stand empty on the map. */
const HOME_PARTY = 'ukraine';

export interface MapImage { data: ImageData; pixelRatio: number }

/** Image ids are `kind|argument|argument`; these functions are the only place that writes them. */
export const imageId = {
  arrow: (status: string) => `arrow|${lookOf(status).tone}`,
  cross: (status: string) => `cross|${lookOf(status).tone}`,
  badge: (status: string, purposes: readonly string[]) => `badge|${status}|${purposes.join('+')}`,
  pin: (status: string, purposes: readonly string[]) => `pin|${status}|${purposes.join('+')}`,
  /** A pin that stands for so many corridors of several kinds. */
  pins: (count: number) => `pins|${count}`,
  event: (kind: string) => `event|${kind}`,
  end: (role: 'from' | 'to' | 'via' | 'inferred') => `end|${role}`,
  control: (tier: string, party: string) => `control|${tier}|${party}`,
  hatch: (tier: string) => `hatch|${tier}`,
  doubt: (status: string) => `doubt|${lookOf(status).tone}`,
};

type Draw = (ctx: CanvasRenderingContext2D) => void;

/** The image for an id, or null for an id that is not the page's own. */
export function drawImage(id: string, palette: Palette, pixelRatio: number): MapImage | null {
  const [kind, first = '', second = ''] = id.split('|');
  const paint = (width: number, height: number, draw: Draw): MapImage => render(width, height, pixelRatio, draw);
  switch (kind) {
    case 'arrow':
      return paint(18, 18, (ctx) => arrowhead(ctx, palette[first as Tone], palette.casing));
    case 'cross':
      return paint(16, 16, (ctx) => cross(ctx, 8, 8, 4.5, palette[first as Tone], palette.casing));
    case 'doubt':
      return paint(18, 18, (ctx) => doubt(ctx, palette[first as Tone], palette));
    case 'badge':
    case 'pin': {
      const purposes = second.split('+').filter((purpose) => purposeIcon(purpose));
      const look = lookOf(first);
      const width = pillWidth(purposes.length, look.mark);
      const tail = kind === 'pin' ? 8 : 0;
      return paint(width + 4, 26 + tail + 4, (ctx) => pill(ctx, width, tail, purposes, palette[look.tone], look.mark, palette));
    }
    case 'pins':
      return paint(34, 38, (ctx) => countPin(ctx, first, palette));
    case 'space':
      return paint(30, 22, () => undefined);
    case 'event':
      return paint(24, 24, (ctx) => eventBadge(ctx, first, palette));
    case 'end':
      return paint(18, 18, (ctx) => endMark(ctx, first, palette));
    case 'control':
      return paint(20, 20, (ctx) => controlMark(ctx, first, second, palette));
    case 'hatch': {
      const side = hatchSide(first);
      return paint(side, side, (ctx) => hatch(ctx, first, side, palette.held));
    }
    case 'cluster':
      return paint(24, 24, (ctx) => disc(ctx, palette));
    case 'found':
      return paint(22, 28, (ctx) => foundPin(ctx, palette));
    default:
      return null;
  }
}

function render(width: number, height: number, pixelRatio: number, draw: Draw): MapImage {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * pixelRatio);
  canvas.height = Math.round(height * pixelRatio);
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  if (!ctx) return { data: new ImageData(canvas.width, canvas.height), pixelRatio };
  ctx.scale(pixelRatio, pixelRatio);
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  draw(ctx);
  return { data: ctx.getImageData(0, 0, canvas.width, canvas.height), pixelRatio };
}

/** Points to the right: MapLibre turns it into the direction of the line. */
function arrowhead(ctx: CanvasRenderingContext2D, colour: string, casing: string): void {
  const shape = new Path2D('M4.5 3.2 L15 9 L4.5 14.8 L7 9 Z');
  ctx.strokeStyle = casing;
  ctx.lineWidth = 3;
  ctx.stroke(shape);
  ctx.fillStyle = colour;
  ctx.fill(shape);
}

function cross(ctx: CanvasRenderingContext2D, x: number, y: number, size: number, colour: string, casing: string | null): void {
  const stroke = (): void => {
    ctx.beginPath();
    ctx.moveTo(x - size, y - size);
    ctx.lineTo(x + size, y + size);
    ctx.moveTo(x + size, y - size);
    ctx.lineTo(x - size, y + size);
    ctx.stroke();
  };
  if (casing) {
    ctx.strokeStyle = casing;
    ctx.lineWidth = 5;
    stroke();
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2.4;
  stroke();
}

function doubt(ctx: CanvasRenderingContext2D, colour: string, palette: Palette): void {
  ctx.beginPath();
  ctx.arc(9, 9, 7.5, 0, Math.PI * 2);
  ctx.fillStyle = palette.surface;
  ctx.fill();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.6;
  ctx.stroke();
  letter(ctx, '?', 9, 9.5, palette.ink, 11);
}

function letter(ctx: CanvasRenderingContext2D, text: string, x: number, y: number, colour: string, size: number): void {
  ctx.font = `600 ${size}px "Noto Sans", sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

const ICON = 15;

function pillWidth(icons: number, mark: Mark): number {
  return Math.max(1, icons) * ICON + (Math.max(1, icons) - 1) * 3 + 13 + (mark ? 19 : 0);
}

/** The outline of a rounded label, with a tail that points down where it is pinned to a place. */
function pillShape(width: number, tail: number): Path2D {
  const [x, y, height] = [2, 2, 24];
  const shape = new Path2D();
  shape.roundRect(x, y, width, height, 7);
  if (tail) {
    const middle = x + width / 2;
    shape.moveTo(middle - 5, y + height - 0.5);
    shape.lineTo(middle, y + height + tail - 1);
    shape.lineTo(middle + 5, y + height - 0.5);
  }
  return shape;
}

function outlined(ctx: CanvasRenderingContext2D, shape: Path2D, colour: string, palette: Palette): void {
  ctx.strokeStyle = palette.casing;
  ctx.lineWidth = 4;
  ctx.stroke(shape);
  ctx.fillStyle = palette.surface;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 3.4;
  ctx.stroke(shape);
  ctx.fill(shape);
}

function countPin(ctx: CanvasRenderingContext2D, count: string, palette: Palette): void {
  outlined(ctx, pillShape(30, 8), palette.muted, palette);
  letter(ctx, count, 17, 14.5, palette.ink, 13);
}

/** A rounded label: a mark on the status colour where there is one, then what the corridor is for. */
function pill(
  ctx: CanvasRenderingContext2D, width: number, tail: number, purposes: string[], colour: string, mark: Mark, palette: Palette,
): void {
  const [x, y, height] = [2, 2, 24];
  const shape = pillShape(width, tail);
  outlined(ctx, shape, colour, palette);
  let at = x + 6.5;
  if (mark) {
    ctx.save();
    ctx.clip(shape);
    ctx.fillStyle = colour;
    ctx.fillRect(x - 1, y - 1, 21, height + 2);
    ctx.restore();
    drawMark(ctx, mark, x + 10, y + height / 2, palette);
    at += 19;
  }
  if (!purposes.length) return letter(ctx, '•', at + ICON / 2, y + height / 2, palette.ink, 15);
  for (const purpose of purposes) {
    const path = purposeIcon(purpose);
    if (path) {
      ctx.save();
      ctx.translate(at, y + (height - ICON) / 2);
      ctx.fillStyle = palette.ink;
      ctx.fill(new Path2D(path));
      ctx.restore();
    }
    at += ICON + 3;
  }
}

function drawMark(ctx: CanvasRenderingContext2D, mark: Exclude<Mark, null>, x: number, y: number, palette: Palette): void {
  if (mark === 'cross') return cross(ctx, x, y, 4.2, palette.onTone, null);
  if (mark === 'question') return letter(ctx, '?', x, y + 0.5, palette.onTone, 14);
  ctx.fillStyle = palette.onTone;
  ctx.fillRect(x - 4.5, y - 5, 3, 10);
  ctx.fillRect(x + 1.5, y - 5, 3, 10);
}

function disc(ctx: CanvasRenderingContext2D, palette: Palette): void {
  ctx.beginPath();
  ctx.arc(12, 12, 11, 0, Math.PI * 2);
  ctx.fillStyle = palette.ink;
  ctx.fill();
  ctx.strokeStyle = palette.casing;
  ctx.lineWidth = 1.4;
  ctx.stroke();
}

/** The place that a search found. */
function foundPin(ctx: CanvasRenderingContext2D, palette: Palette): void {
  const shape = new Path2D('M11 26 C5 18 2.5 15 2.5 10.5 A8.5 8.5 0 0 1 19.5 10.5 C19.5 15 17 18 11 26 Z');
  ctx.fillStyle = palette.focus;
  ctx.fill(shape);
  ctx.strokeStyle = palette.casing;
  ctx.lineWidth = 1.6;
  ctx.stroke(shape);
  ctx.beginPath();
  ctx.arc(11, 10.5, 3.2, 0, Math.PI * 2);
  ctx.fillStyle = palette.casing;
  ctx.fill();
}

function eventBadge(ctx: CanvasRenderingContext2D, kind: string, palette: Palette): void {
  disc(ctx, palette);
  const glyph = eventGlyph(kind);
  ctx.translate(12, 12);
  if (glyph.turned) ctx.rotate(Math.PI);
  ctx.scale(0.86, 0.86);
  ctx.translate(-7.5, -7.5);
  ctx.fillStyle = palette.surface;
  ctx.fill(new Path2D(glyph.path));
}

/** Origin: an open ring. Destination: a full disc. Inferred: a broken ring. On the way: a small ring. */
function endMark(ctx: CanvasRenderingContext2D, role: string, palette: Palette): void {
  const radius = role === 'via' ? 3.6 : 5.8;
  ctx.beginPath();
  ctx.arc(9, 9, radius + 2, 0, Math.PI * 2);
  ctx.fillStyle = palette.casing;
  ctx.fill();
  ctx.beginPath();
  ctx.arc(9, 9, radius, 0, Math.PI * 2);
  ctx.fillStyle = role === 'to' ? palette.ink : palette.surface;
  ctx.fill();
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = role === 'via' ? 1.6 : 2.2;
  if (role === 'inferred') ctx.setLineDash([2.2, 3.4]);
  ctx.stroke();
}

/** Side of the tile that a pattern is made of: the distance between its strokes along the edge. */
function hatchSide(tier: string): number {
  const gaps: Record<string, number> = tokens.front['hatch-gap'];
  return gaps[tier] ?? 12;
}

/** A tile of strokes at 45 degrees that joins itself on all sides. */
function hatch(ctx: CanvasRenderingContext2D, tier: string, side: number, colour: string): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.1;
  ctx.lineCap = 'butt';
  ctx.beginPath();
  for (const at of [-side, 0, side]) {
    ctx.moveTo(at - 1, side + 1);
    ctx.lineTo(at + side + 1, -1);
    if (tier !== 'contested') continue;
    ctx.moveTo(at - 1, -1);
    ctx.lineTo(at + side + 1, side + 1);
  }
  ctx.stroke();
}

/**
 * A diamond hatched at 45 degrees: claimed wide, assessed narrow, contested crossed; empty where the state itself holds the
 * place. Never a solid fill.
 */
function controlMark(ctx: CanvasRenderingContext2D, tier: string, party: string, palette: Palette): void {
  const diamond = new Path2D('M10 2 L18 10 L10 18 L2 10 Z');
  ctx.fillStyle = palette.surface;
  ctx.fill(diamond);
  ctx.save();
  ctx.clip(diamond);
  ctx.strokeStyle = palette.held;
  ctx.lineWidth = 1.2;
  const gap = tier === 'assessed' ? 3 : 4.5;
  for (let at = -20; at < 40 && party !== HOME_PARTY; at += gap) {
    ctx.beginPath();
    ctx.moveTo(at, 20);
    ctx.lineTo(at + 20, 0);
    if (tier === 'contested') {
      ctx.moveTo(at, 0);
      ctx.lineTo(at + 20, 20);
    }
    ctx.stroke();
  }
  ctx.restore();
  ctx.strokeStyle = palette.held;
  ctx.lineWidth = 1.8;
  ctx.stroke(diamond);
}
