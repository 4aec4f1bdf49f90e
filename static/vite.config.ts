import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { tokensAsCss } from './vite-tokens.ts';

const tokens = fileURLToPath(new URL('./src/tokens.json', import.meta.url));
const server = process.env['KORYDOR_URL'] ?? 'http://127.0.0.1:8080';
const routes = ['/layers', '/collections', '/reports', '/geocode', '/tiles', '/styles', '/health'];

export default defineConfig(async ({ mode }) => ({
  plugins: [tokensAsCss(tokens), ...(mode === 'mock' ? [(await import('./mock/plugin.ts')).mockServer()] : [])],
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
    proxy: mode === 'mock' ? {} : Object.fromEntries(routes.map((route) => [route, server])),
  },
}));
