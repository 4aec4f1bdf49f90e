import { t } from '../i18n';
import { dayOf } from '../data/days';
import { askedDay, day, layers, layersOn, reports, tallies } from '../state/store';
import { isLastKnown, lineKnown, longDay } from '../words';
import { CorridorList, Counts } from './CorridorList';
import { Data } from './Data';
import { Problems } from './Problems';
import { About, Changes, Fighting, Proposals, Unplaced } from './Sections';

/** Title, theatre and the moment that everything below stands for. */
export function Title() {
  const first = tallies.value[0]?.day;
  const last = tallies.value.at(-1)?.day;
  const choice = day.value;
  const newest = reports.value.map(({ published }) => dayOf(published)).filter((each) => each !== null).toSorted().at(-1);
  return (
    <div class="title">
      <h1>{t('app.title')}</h1>
      <p class="theatre">{t('app.theatre')}. {t('app.lede')}</p>
      {last && (
        <p class="as-of">
          <b>{choice !== 'all' ? t('asof.day', { date: longDay(choice) }) : t('asof.all', { first: longDay(first ?? last), last: longDay(last) })}</b>
          {newest && newest !== choice && <button type="button" class="text-button" onClick={() => (askedDay.value = newest)}>{t('asof.newest', { date: longDay(newest) })}</button>}
        </p>
      )}
      <FrontDay />
    </div>
  );
}

/** That the front on show is older than the day, where it is: also where the legend is not in view. */
function FrontDay() {
  const lines = layersOn.value.has('front_lines') ? layers.value.front_lines.map(({ properties }) => properties) : [];
  return lines.some(isLastKnown) ? <p class="small last-known">{lineKnown(lines)}</p> : null;
}

export function Rail() {
  return (
    <aside class="rail" aria-label={t('region.rail')}>
      <Title />
      <Problems />
      <Counts />
      <ListSections />
      <MoreSections />
    </aside>
  );
}

export function ListSections() {
  return (
    <>
      <CorridorList />
      <Proposals />
      <Fighting />
      <Unplaced />
    </>
  );
}

export function MoreSections() {
  return (
    <>
      <Changes />
      <Data />
      <About />
    </>
  );
}
