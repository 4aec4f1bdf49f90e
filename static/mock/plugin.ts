/** Answers as the server would, from the fixtures of the tests: for working on the page alone (`npm run mock`). */
import type { Plugin, ViteDevServer, PreviewServer } from 'vite';
import { LAYERS, REPORTS } from '../tests/fixtures/layers.ts';
import { PLACES } from '../tests/fixtures/places.ts';

export function mockServer(): Plugin {
  const serve = (server: ViteDevServer | PreviewServer): void => {
    server.middlewares.use((request, response, next) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const answer = answerTo(url);
      if (answer === undefined) return next();
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    });
  };
  return { name: 'korydor-mock', configureServer: serve, configurePreviewServer: serve };
}

function answerTo(url: URL): unknown {
  const layer = /^\/layers\/(\w+)\.geojson$/.exec(url.pathname)?.[1];
  if (layer && layer in LAYERS) return { type: 'FeatureCollection', features: LAYERS[layer as keyof typeof LAYERS] };
  if (url.pathname === '/reports') return { reports: REPORTS };
  if (url.pathname === '/geocode') {
    const asked = (url.searchParams.get('q') ?? '').toLowerCase();
    const found = Object.entries(PLACES).filter(([name, { uk }]) => `${name} ${uk}`.toLowerCase().includes(asked));
    const features = found.map(([name, { at, uk, ru }]) => ({
      type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties: { name, name_uk: uk, name_ru: ru, kind: 'populated_place', country: 'UA' },
    }));
    return { type: 'FeatureCollection', features };
  }
  return undefined;
}
