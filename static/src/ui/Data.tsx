/** Where the data can be had: whole layers from the server, or what is shown now. */
import { t } from '../i18n';
import { ALL_DAYS } from '../data/days';
import { type LayerId, STATE_LAYERS, SWITCHABLE } from '../model/layers';
import { day, layers, shown } from '../state/store';
import { shownCsv, shownGeojson } from '../data/export';
import { tableRows } from '../data/rows';
import { onServer } from '../server';

export function Data() {
  const filled = SWITCHABLE.filter((id) => id === 'corridors' || layers.value[id].length > 0);
  // Held areas are switched with the front line and are a file of their own.
  const files = filled.flatMap((id): LayerId[] => (id === 'front_lines' ? ['front_lines', 'control_areas'] : [id]));
  const isState = (id: LayerId): boolean => (STATE_LAYERS as readonly LayerId[]).includes(id);
  const time = (id: LayerId): string => (isState(id) && day.value !== ALL_DAYS ? `?datetime=${day.value}` : '');
  return (
    <section>
      <h2>{t('data.heading')}</h2>
      <table class="downloads">
        <caption>{t('data.whole')}</caption>
        <tbody>
          {files.map((id) => (
            <tr key={id}>
              <th scope="row">{t(`layer.${id}`)}</th>
              <td><a href={onServer(`layers/${id}.geojson${time(id)}`)} download={`korydor-${id}.geojson`}>GeoJSON</a></td>
              <td><a href={onServer(`layers/${id}.csv${time(id)}`)} download={`korydor-${id}.csv`}>CSV</a></td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="small">
        {t('data.shown')}:{' '}
        <button type="button" class="text-button" onClick={() => save(shownCsv(tableRows(shown.value)), 'text/csv', 'csv')}>{t('data.shown_csv')}</button>
        {', '}
        <button type="button" class="text-button" onClick={() => save(shownGeojson(shown.value), 'application/geo+json', 'geojson')}>{t('data.shown_geojson')}</button>
      </p>
      <p class="small"><a href={onServer('reports')}>{t('data.reports')}</a></p>
      <p class="small muted">{t('data.licence')}</p>
    </section>
  );
}

/** Hands a text to the browser as a file. */
export function save(text: string, type: string, extension: string, name = `korydor-${day.value}`): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.${extension}`;
  link.click();
  URL.revokeObjectURL(url);
}
