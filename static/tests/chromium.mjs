/** Starts Debian's Chromium the way the map needs it: software WebGL, no calls home. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const CANDIDATES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser's path, or undefined where there is none. */
export const chromiumPath = CANDIDATES.find((path) => path && existsSync(path));

/** `drawing` are the switches that give it WebGL, or take it away. */
export function startChromium(drawing = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']) {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      ...drawing,
    ],
  });
}

/** Opens a page, lets nothing but the server itself and `alsoAsked` answer, and notes everything that was asked elsewhere. */
export async function openPage(browser, url, options = {}, alsoAsked = []) {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const elsewhere = [];
  const answering = [new URL(url).origin, ...alsoAsked];
  await page.route(
    (asked) => asked.protocol.startsWith('http') && !answering.includes(asked.origin),
    (route) => { elsewhere.push(route.request().url()); return route.abort(); },
  );
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  return { page, context, elsewhere, errors };
}

/** Waits until the data is there and the map has drawn everything it has. */
export async function mapDrawn(page) {
  const drawn = () => document.documentElement.dataset.map === 'idle' && document.querySelector('.card, .empty, .panel, .tab-panel') !== null;
  await page.waitForFunction(drawn, null, { timeout: 30_000 });
}
