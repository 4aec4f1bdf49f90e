/** One browser for a file of tests; each test opens the page afresh. */
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Opened, chromiumPath, mapDrawn, openPage, startChromium } from '../chromium.mjs';

const server = process.env['KORYDOR_URL'];
const reason = !chromiumPath ? 'no Chromium found (install the Debian package "chromium" or set CHROMIUM)' : !server ? 'KORYDOR_URL is not set' : '';
if (reason) console.warn(`Browser tests skipped: ${reason}.`);

export const SERVER = server ?? '';
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
/** The day whose announcement the sample reports begin with. */
export const DAY = '2022-03-30';

/** A software-drawn map on a busy machine takes its time; a condition that holds is seen at once. */
export const PATIENTLY = { timeout: 20_000 };

let browser: Browser | undefined;

/** A group of browser tests, skipped where there is no browser or no server. */
export function withBrowser(name: string, tests: () => void): void {
  describe.skipIf(reason !== '')(name, { timeout: 60_000 }, () => {
    beforeAll(async () => { browser = await startChromium(); }, 60_000);
    afterAll(async () => { await browser?.close(); });
    tests();
  });
}

export interface Visit {
  options?: BrowserContextOptions;
  before?: (page: Page) => Promise<unknown>;
  /** Whether the page is waited for until its map is drawn. */
  drawn?: boolean;
  /** How much of the page must have come before the test goes on. */
  waitUntil?: 'load' | 'commit';
  /** Another browser than the common one. */
  browser?: Browser;
  /** Origins that may answer besides the page's own. */
  alsoAsked?: string[];
}

/** Opens the page at a query and waits until it is drawn; closes it after the test body. */
export function visit(query: string, body: (opened: Opened) => Promise<void>, how: Visit = {}): Promise<void> {
  return visitAt(`${SERVER}/${query}`, body, { drawn: true, ...how });
}

/** Opens any address. */
export async function visitAt(
  address: string, body: (opened: Opened) => Promise<void>,
  { options = DESKTOP, before, drawn = false, waitUntil = 'load', browser: other, alsoAsked = [] }: Visit = {},
): Promise<void> {
  const used = other ?? browser;
  if (!used) throw new Error('the browser did not start');
  const opened = await openPage(used, address, options, alsoAsked);
  try {
    await before?.(opened.page);
    await opened.page.goto(address, { waitUntil });
    if (drawn) await mapDrawn(opened.page);
    await body(opened);
  } finally {
    await opened.context.close();
  }
}

/** How many pixels of the map have (nearly) this colour. */
export async function mapPixels(page: Page, [red, green, blue]: [number, number, number], frame: Page | Frame = page): Promise<number> {
  const picture = (await frame.locator('.map').screenshot()).toString('base64');
  return page.evaluate(async ({ picture, colour }) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (!context) return -1;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (colour.every((value, channel) => Math.abs((data[i + channel] ?? 0) - value) <= 12)) count += 1;
    }
    return count;
  }, { picture, colour: [red, green, blue] });
}

/** Replaces a layer of the server in the page. */
export function answerLayer(page: Page, layer: string, change: (features: Feature[]) => Feature[]): Promise<unknown> {
  return page.route(`**/layers/${layer}.geojson`, async (route) => {
    const answer = await route.fetch();
    const collection = (await answer.json()) as { features: Feature[] };
    await route.fulfill({ json: { ...collection, features: change(collection.features) } });
  });
}

export interface Feature { properties: Record<string, unknown>; [member: string]: unknown }
