/** A fact and the words that it comes from: pointing at one marks the others. */
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Sourced } from '../model/layers';
import { t } from '../i18n';
import { isInferred, runsOf, wordsOf } from '../data/evidence';
import { reportPage } from '../server';

/** The fact that is pointed at: the feature, and the fields that the fact shows. */
const pointedAt = signal<{ id: string; fields: readonly string[] } | null>(null);

/** A fact: its words are marked while one points at it, linked to where they stand elsewhere, or said to be missing. */
export function Said({ source, fields, children }: { source: Sourced; fields: readonly string[]; children: ComponentChildren }) {
  const words = wordsOf(source, fields);
  const here = words.flatMap(({ exact }) => exact ?? []);
  const elsewhere = words.find(({ exact }) => exact == null);
  const point = (): void => { pointedAt.value = { id: source.id, fields }; };
  const leave = (): void => { pointedAt.value = null; };
  // A touch screen sends the events of a mouse too, wherever the finger was before the panel scrolled.
  const byMouse = ({ pointerType }: PointerEvent): boolean => pointerType === 'mouse' && matchMedia('(hover: hover)').matches;
  return (
    <>
      {here.length === 0 ? children : (
        <button
          type="button" class="said" title={t('panel.words', { words: [...new Set(here)].join(' … ') })}
          onPointerEnter={(event) => { if (byMouse(event)) point(); }}
          onPointerLeave={(event) => { if (byMouse(event) && document.activeElement !== event.currentTarget) leave(); }}
          onFocus={point} onBlur={leave}
          onClick={(event) => { point(); showMark(event.currentTarget); }}
        >
          {children}
        </button>
      )}
      {elsewhere && <> <a class="elsewhere" href={reportPage(elsewhere.report_id ?? source.report_id, elsewhere.start)}>{t('panel.words_elsewhere')}</a></>}
      {isInferred(source, fields) && <> <span class="inferred">{t('panel.inferred_note')}</span></>}
    </>
  );
}

/** Brings the first mark into sight after a tap: a sheet may show the fact and not its sentence. */
function showMark(fact: Element): void {
  requestAnimationFrame(() => fact.closest('.panel')?.querySelector('.quote mark')?.scrollIntoView({ block: 'nearest' }));
}

/** A sentence of a feature with the words marked of the fact that is pointed at. */
export function Sentence({ source, text, context }: { source: Sourced; text: string; context?: number }) {
  const pointed = pointedAt.value;
  const fields = pointed?.id === source.id ? pointed.fields : [];
  return (
    <bdi>
      {runsOf(source, text, context).map((run, i) => (
        run.fields.some((field) => fields.includes(field)) ? <mark key={i}>{run.text}</mark> : run.text
      ))}
    </bdi>
  );
}
