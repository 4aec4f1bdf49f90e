/** Pictures of the page for the README: `KORYDOR_URL=… npm run screenshot -- DIRECTORY [QUERY]`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumPath, mapDrawn, openPage, startChromium } from './chromium.mjs';

const [directory = 'screenshots', query = ''] = process.argv.slice(2);
const server = process.env.KORYDOR_URL ?? 'http://127.0.0.1:8080';
if (!chromiumPath) {
  console.error('No Chromium found: install the Debian package "chromium" or set CHROMIUM to its path.');
  process.exit(1);
}
const SHOTS = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
};

mkdirSync(directory, { recursive: true });
const browser = await startChromium();
for (const [name, options] of Object.entries(SHOTS)) {
  const { page, context, errors } = await openPage(browser, server, options);
  await page.goto(`${server}/${query}`);
  await mapDrawn(page);
  const file = join(directory, `${name}.png`);
  await page.screenshot({ path: file });
  console.log(file, ...errors);
  await context.close();
}
await browser.close();
