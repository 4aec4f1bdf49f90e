/** Search for a place as one types: a combobox over the server's gazetteer. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Feature, Point } from 'geojson';
import { plural, t } from '../i18n';
import { type FoundPlace, geocode } from '../data/api';
import { announcement } from '../state/store';
import { localName, sentence, word } from '../words';
import { showFound } from './MapPane';

type Hit = Feature<Point, FoundPlace>;
/** Long enough not to ask for every letter, short enough not to be felt. */
const PAUSE_MS = 120;

export function Search() {
  const [query, setQuery] = useState('');
  const [hits, setHits] = useState<Hit[]>([]);
  const [problem, setProblem] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const asked = query.trim();
    if (asked.length < 2 || !open) return setHits([]);
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const { features } = await geocode(asked, abort.signal);
        setHits(features);
        setActive(features.length ? 0 : -1);
        setProblem(features.length ? '' : t('search.none'));
        announcement.value = features.length ? plural('search.results', features.length) : t('search.none');
      } catch {
        if (!abort.signal.aborted) { setHits([]); setProblem(t('search.failed')); }
      }
    }, PAUSE_MS);
    return () => { clearTimeout(timer); abort.abort(); };
  }, [query, open]);

  const pick = (hit: Hit): void => {
    const name = localName(hit.properties);
    setQuery(name);
    setOpen(false);
    setProblem('');
    showFound({ name, at: hit.geometry.coordinates });
  };
  const clear = (): void => { setQuery(''); setHits([]); setProblem(''); showFound(null); input.current?.focus(); };
  const onKey = (event: KeyboardEvent): void => {
    const last = hits.length - 1;
    if (event.key === 'ArrowDown' && last >= 0) { setOpen(true); setActive(active >= last ? 0 : active + 1); }
    else if (event.key === 'ArrowUp' && last >= 0) setActive(active <= 0 ? last : active - 1);
    else if (event.key === 'Enter' && hits[active]) pick(hits[active]);
    else if (event.key === 'Escape') { if (open && hits.length) setOpen(false); else clear(); }
    else return;
    event.preventDefault();
  };
  const listed = open && hits.length > 0;
  return (
    <search class="search">
      <svg class="search-icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M7 2.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6Zm3.6 8.4 3.6 3.6" fill="none" stroke="currentColor" stroke-width="1.6" /></svg>
      <input
        ref={input} type="text" role="combobox" autocomplete="off" spellcheck={false} placeholder={t('search.placeholder')} aria-label={t('search.label')}
        aria-expanded={listed} aria-controls="search-hits" aria-autocomplete="list" aria-activedescendant={listed && active >= 0 ? `hit-${active}` : undefined}
        value={query} onInput={(event) => { setQuery(event.currentTarget.value); setOpen(true); }} onKeyDown={onKey} onBlur={() => setOpen(false)}
      />
      {query && (
        <button type="button" class="icon-button" aria-label={t('search.clear')} title={t('search.clear')} onClick={clear}>
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="m4 4 8 8m0-8-8 8" stroke="currentColor" stroke-width="1.6" /></svg>
        </button>
      )}
      <ul id="search-hits" role="listbox" aria-label={t('search.label')} hidden={!listed}>
        {hits.map((hit, i) => (
          <li
            key={i} id={`hit-${i}`} role="option" aria-selected={i === active}
            onPointerDown={(event) => { event.preventDefault(); pick(hit); }} onPointerEnter={() => setActive(i)}
          >
            <bdi>{localName(hit.properties)}</bdi> <span class="muted">{whereabouts(hit.properties)}</span>
          </li>
        ))}
      </ul>
      {open && problem && <p class="search-problem">{problem}</p>}
    </search>
  );
}

function whereabouts({ kind, admin1_name: admin, country }: FoundPlace): string {
  return [kind && kind !== 'populated_place' ? sentence(word('kind', kind)) : '', admin, country].filter(Boolean).join(', ');
}
