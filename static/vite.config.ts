import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { tokensAsCss } from './vite-tokens.ts';

const tokens = fileURLToPath(new URL('../geodata/style/tokens.json', import.meta.url));
const server = process.env['KORYDOR_URL'] ?? 'http://127.0.0.1:8080';
const routes = ['/tiles', '/styles', '/layers', '/collections', '/reports', '/geocode', '/health'];

export default defineConfig({
  // The server may be seen under any path: nothing may begin with a slash.
  base: './',
  plugins: [tokensAsCss(tokens)],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1300,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: 'maplibre', test: /node_modules\/maplibre-gl/ }] },
      },
    },
  },
  server: {
    // The tokens of the look live beside the map's style.
    fs: { allow: ['.', '../geodata/style'] },
    proxy: Object.fromEntries(routes.map((route) => [route, { target: server, changeOrigin: false }])),
  },
});
