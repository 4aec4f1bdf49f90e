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
import { followDay, keepFresh, load } from './load';
import { followAddress, readAddress } from './state/address';
import { followPreferences } from './state/preferences';
import { App } from './ui/App';
import { goTo } from './ui/MapPane';

followPreferences();
readAddress();
const root = document.getElementById('page');
if (root) render(<App />, root);
// The list that the server gave for the case that this script does not run is not needed any more.
document.getElementById('plain')?.remove();
document.documentElement.dataset['page'] = 'started';
followAddress((state) => { if (state.view) goTo(state.view); });
await load();
followDay();
keepFresh();
