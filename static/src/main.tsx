import { render } from 'preact';
import 'virtual:tokens.css';
import 'maplibre-gl/dist/maplibre-gl.css';
import './css/fonts.css';
import './css/base.css';
import './css/layout.css';
import './css/rail.css';
import './css/map.css';
import './css/panel.css';
import './css/time.css';
import './css/phone.css';
import { load } from './load';
import { followAddress, readAddress } from './state/address';
import { followPreferences } from './state/preferences';
import { App } from './ui/App';
import { goTo } from './ui/MapPane';

/** The map draws its labels with the page's fonts, which must be there before it draws the first. */
async function loadFonts(): Promise<void> {
  const sample = 'Korydor Коридор ґїє';
  const faces = ['400 16px "Noto Sans"', '600 16px "Noto Sans"', '600 16px "Noto Sans Semibold"', 'italic 400 16px "Noto Sans Italic"'];
  await Promise.allSettled(faces.map((face) => document.fonts.load(face, sample)));
}

followPreferences();
readAddress();
const root = document.getElementById('page');
const loading = load();
await loadFonts();
if (root) render(<App />, root);
followAddress((state) => { if (state.view) goTo(state.view); });
await loading;
