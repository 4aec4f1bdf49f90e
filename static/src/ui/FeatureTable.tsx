/** The features on show as a table, with the same filters as the map. */
import { useState } from 'preact/hooks';
import { t } from '../i18n';
import { type Row, overlaps, tableRows } from '../data/rows';
import { bounds, choose, chosen, mapWorks, shown } from '../state/store';
import { list, sentence, shortDay, word } from '../words';
import { reportPage } from '../server';
import { LineSample } from './LineSample';

export function FeatureTable() {
  const [onlyView, setOnlyView] = useState(true);
  const all = tableRows(shown.value);
  const view = mapWorks.value ? bounds.value : null;
  const seen = view ? all.filter(({ box }) => box && overlaps(box, view)) : all;
  const rows = onlyView ? seen : all;
  return (
    <div class="table-pane">
      <div class="table-head">
        <h2>{t('table.heading')}</h2>
        {view && (
          <label class="switch">
            <input type="checkbox" checked={onlyView} onChange={() => setOnlyView(!onlyView)} /><span>{t('table.only_view')}</span>
          </label>
        )}
        <p class="muted small">{t('table.everywhere', { shown: seen.length, all: all.length })}</p>
      </div>
      {rows.length === 0 ? <p class="empty">{t('table.empty')}</p> : <Rows rows={rows} />}
    </div>
  );
}

const COLUMNS = ['name', 'kind', 'status', 'day', 'who', 'source'] as const;

function Rows({ rows }: { rows: Row[] }) {
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={t('table.heading')}>
      <table>
        <thead><tr>{COLUMNS.map((column) => <th scope="col" key={column}>{t(`table.${column}`)}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.chosen.layer}/${row.chosen.id}`} aria-current={chosen.value?.id === row.chosen.id ? 'true' : undefined}>
              <th scope="row"><button type="button" class="text-button" onClick={() => choose(row.chosen)}><bdi>{row.name}</bdi></button></th>
              <td>{sentence(list(row.kind.values.map((value) => word(row.kind.vocabulary, value))))}</td>
              <td>{row.status && <span class="nowrap"><LineSample status={row.status} /> {sentence(word('status', row.status))}</span>}</td>
              <td class="nowrap">{row.day && <time dateTime={row.day}>{shortDay(row.day)}</time>}</td>
              <td><bdi>{row.source.announced_by}</bdi></td>
              <td><a href={reportPage(row.source.report_id, row.source.quote_start)}><bdi>{row.source.source_name ?? row.source.report_title ?? row.source.report_id}</bdi></a></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
