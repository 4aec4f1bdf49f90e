/** A pictogram of a 15 × 15 grid. */
export function Icon({ path, turned = false }: { path: string; turned?: boolean }) {
  return (
    <svg class="glyph" viewBox="0 0 15 15" aria-hidden="true">
      <path d={path} fill="currentColor" transform={turned ? 'rotate(180 7.5 7.5)' : undefined} />
    </svg>
  );
}
