/** The days with what each holds; the chosen day filters everything else. */
import { plural, t } from '../i18n';
import { type Day, type DayTally, ALL_DAYS, addDays, isFoldedBefore, neighbourDay, placeInRun } from '../data/days';
import { STATUSES, type Status } from '../model/layers';
import { lookOf } from '../model/status';
import { askedDay, candidates, chosen, day, tallies } from '../state/store';
import { longDay, monthAndYear, shortDay, weekday } from '../words';

export function TimeBar() {
  const run = tallies.value;
  const first = run[0]?.day;
  const last = run.at(-1)?.day;
  if (!first || !last) return <section id="days" tabIndex={-1} class="timebar" aria-label={t('region.time')} />;
  const current = day.value;
  const anchor = current === ALL_DAYS ? addDays(last, 1) : current;
  const before = neighbourDay(run, anchor, -1);
  const after = current === ALL_DAYS ? null : neighbourDay(run, anchor, 1);
  const newest = run.findLast(({ corridorCount }) => corridorCount > 0)?.day ?? last;
  return (
    <section id="days" tabIndex={-1} class="timebar" aria-label={t('region.time')}>
      <div class="time-steps">
        <Step label={t('time.previous')} to={before} path="M9.5 3.5 5 8l4.5 4.5" />
        <p class="time-now"><b>{current === ALL_DAYS ? t('time.all') : weekday(current)}</b></p>
        <Step label={t('time.next')} to={after} path="M6.5 3.5 11 8l-4.5 4.5" />
      </div>
      <Histogram run={run} first={first} last={last} />
      <div class="time-jumps">
        <button type="button" class="button" disabled={current === newest} onClick={() => pick(newest)}>{t('time.latest')}</button>
        <button type="button" class="button" aria-pressed={current === ALL_DAYS} onClick={() => pick(current === ALL_DAYS ? newest : ALL_DAYS)}>{t('time.all')}</button>
      </div>
    </section>
  );
}

function Step({ label, to, path }: { label: string; to: Day | null; path: string }) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} disabled={!to} onClick={() => to && pick(to)}>
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d={path} fill="none" stroke="currentColor" stroke-width="1.8" /></svg>
    </button>
  );
}

function pick(choice: Day): void {
  askedDay.value = choice;
  chosen.value = null;
  candidates.value = [];
}

const HEIGHT = 44;

function Histogram({ run, first, last }: { run: DayTally[]; first: Day; last: Day }) {
  const current = day.value;
  const most = Math.max(1, ...run.map(({ corridorCount }) => corridorCount));
  const mostReports = Math.max(1, ...run.map(({ reports }) => reports));
  const position = current === ALL_DAYS ? run.length - 1 : placeInRun(run, current);
  const tally = run[position];
  const text = (of: DayTally): string =>
    t('time.day_text', { date: longDay(of.day), corridors: plural('corridor.heading', of.corridorCount), reports: plural('time.reports', of.reports) });
  const move = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 7, PageDown: -7 };
    const step = steps[event.key];
    const target = event.key === 'Home' ? first : event.key === 'End' ? last : step !== undefined ? run[Math.min(Math.max(position + step, 0), run.length - 1)]?.day : null;
    if (!target) return;
    event.preventDefault();
    pick(target);
  };
  const pickAt = (event: MouseEvent): void => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const index = Math.floor(((event.clientX - box.left) / box.width) * run.length);
    const target = run[Math.min(Math.max(index, 0), run.length - 1)];
    if (target) pick(target.day);
  };
  return (
    <div
      class="histogram" role="slider" tabIndex={0} aria-label={t('time.choose')} aria-valuemin={0} aria-valuemax={run.length - 1} aria-valuenow={position}
      aria-valuetext={current === ALL_DAYS ? t('time.all') : tally ? text(tally) : ''} onKeyDown={move} onClick={pickAt}
    >
      <svg viewBox={`0 0 ${run.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {run.map((each, i) => <DayBar key={each.day} tally={each} x={i} most={most} mostReports={mostReports} isChosen={each.day === current} isAfterFold={isFoldedBefore(run, i)} title={text(each)} />)}
      </svg>
      <div class="ticks" aria-hidden="true">{ticks(run).map(({ index, label }) => <span key={index} style={{ left: `${((index + 0.5) / run.length) * 100}%` }}>{label}</span>)}</div>
    </div>
  );
}

/** Corridors stacked by status from the base line up, reports as a small mark below it. */
function DayBar({ tally, x, most, mostReports, isChosen, isAfterFold, title }: { tally: DayTally; x: number; most: number; mostReports: number; isChosen: boolean; isAfterFold: boolean; title: string }) {
  const base = HEIGHT - 8;
  let y = base;
  return (
    <g>
      <title>{title}</title>
      <rect x={x} y={0} width={1} height={HEIGHT} class={isChosen ? 'day chosen' : 'day'} />
      {isAfterFold && <line x1={x} x2={x} y1={0} y2={HEIGHT} class="fold" />}
      {STATUSES.map((status: Status) => {
        const count = tally.corridors[status] ?? 0;
        if (!count) return null;
        const height = (count / most) * (base - 4);
        y -= height;
        return <rect key={status} x={x + 0.14} y={y} width={0.72} height={Math.max(height - 0.6, 0.6)} fill={`var(--${lookOf(status).tone})`} />;
      })}
      {tally.reports > 0 && <rect x={x + 0.14} y={base + 1.5} width={0.72} height={2 + (tally.reports / mostReports) * 3} class="reports" />}
    </g>
  );
}

/** A label for about every sixth part of the bar, always on a day that fits; with the year where there are several. */
function ticks(run: DayTally[]): { index: number; label: string }[] {
  const every = Math.max(1, Math.ceil(run.length / 6));
  const label = run[0]?.day.slice(0, 4) === run.at(-1)?.day.slice(0, 4) ? shortDay : monthAndYear;
  return run.flatMap(({ day: each }, index) => (index % every === Math.floor(every / 2) ? [{ index, label: label(each) }] : []));
}
