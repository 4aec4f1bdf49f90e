import { isDotted, lineCap, lookOf } from '../model/status';

/** A piece of line as the map draws it for a status. */
export function LineSample({ status, schematic = true }: { status: string; schematic?: boolean }) {
  const look = lookOf(status);
  const colour = `var(--${look.tone})`;
  // Shorter dashes than on the map: a sample has room for three.
  const dash = look.dash.map((length) => length * look.width * (isDotted(look) ? 1 : 0.55)).join(' ');
  return (
    <svg class="sample" viewBox="0 0 30 12" aria-hidden="true">
      <path d="M3 6H27" stroke={colour} stroke-width={look.width} stroke-dasharray={dash || undefined} stroke-linecap={lineCap(look)} />
      {schematic && !isDotted(look) && look.width >= 3 && <path d="M3 6H27" stroke="var(--surface)" stroke-width="1.1" />}
      {look.mark === 'cross' && [10, 20].map((x) => <path key={x} d={`M${x - 3} 3l6 6m0-6l-6 6`} stroke={colour} stroke-width="1.8" />)}
    </svg>
  );
}

/** An inferred stretch, as the map draws it. */
export function InferredSample() {
  return (
    <svg class="sample" viewBox="0 0 30 12" aria-hidden="true">
      <path d="M3 6H28" stroke="var(--muted)" stroke-width="3" stroke-dasharray="0 5.4" stroke-linecap="round" />
    </svg>
  );
}
