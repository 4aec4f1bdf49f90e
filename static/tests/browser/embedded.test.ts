import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startChromium } from '../chromium.mjs';
import { article, behindPrefix, serving } from './elsewhere';
import { DAY, DESKTOP, PATIENTLY, PHONE, SERVER, mapPixels, visit, visitAt, withBrowser } from './session';

const AGREED: [number, number, number] = [0x00, 0x72, 0xb2];
const LAND: [number, number, number] = [0xf5, 0xf2, 0xeb];
const WARNING = /Reported routes\. Not a safety assessment\. Do not use for navigation\./;

/** The frame of the embedded page. */
async function framed(page: Page): Promise<Frame> {
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  if (!frame) throw new Error('the frame is empty');
  return frame;
}

/** Shows the page in an article of another origin. */
function embed(attributes: string, query: string, body: (page: Page, frame: Frame, errors: string[]) => Promise<void>, options = DESKTOP): Promise<void> {
  return serving(article(`${SERVER}/${query}`, attributes), (port) =>
    // Another host than the server's, so that nothing is shared.
    visitAt(`http://localhost:${port}/`, async ({ page, errors }) => body(page, await framed(page), errors), { options, alsoAsked: [SERVER] }));
}

withBrowser('the map in an article of another origin', () => {
  it.each([
    ['without an origin of its own', 'sandbox="allow-scripts allow-popups"', { viewport: { width: 716, height: 560 } }],
    ['without an origin and without a referrer, on a desktop', 'sandbox="allow-scripts allow-popups" referrerpolicy="no-referrer"', DESKTOP],
    ['without an origin, on a phone', 'sandbox="allow-scripts"', PHONE],
    ['as an ordinary frame', '', DESKTOP],
  ])('is drawn %s', (_, attributes, options) => embed(attributes, `?date=${DAY}`, async (page, frame, errors) => {
    await frame.waitForFunction(() => document.documentElement.dataset['map'] === 'idle' && document.querySelector('.card'), null, PATIENTLY);
    expect(await frame.evaluate(() => document.querySelector('.plain-pane, #plain'))).toBeNull();
    await expect.poll(() => mapPixels(page, AGREED, frame), PATIENTLY).toBeGreaterThan(60);
    await expect.poll(() => mapPixels(page, LAND, frame), PATIENTLY).toBeGreaterThan(2000);
    expect(errors).toEqual([]);
  }, options));

  it('gives a plain list where the frame runs no script', () => embed('sandbox=""', `?date=${DAY}`, async (_, frame) => {
    const list = frame.locator('#plain');
    await list.waitFor();
    expect(await list.textContent()).toMatch(WARNING);
    expect(await list.locator('li h2').allTextContents()).toContain('Mariupol → Berdiansk');
  }));

  it('leads to the report in the same frame', () => embed('sandbox="allow-scripts allow-popups"', `?date=${DAY}`, async (_, frame) => {
    await frame.locator('.card').first().click();
    await frame.getByRole('link', { name: 'Report with the sentence marked' }).first().click();
    await frame.locator('mark').first().waitFor();
    expect(frame.url()).toContain('/reports/');
  }));
});

withBrowser('where no map can be drawn', () => {
  const NO_SCRIPT = { ...DESKTOP, javaScriptEnabled: false };

  it('without scripts the day stands as a list, with its sentences and where they are from', () => visit(`?date=${DAY}`, async ({ page }) => {
    const list = page.locator('#plain');
    expect(await list.textContent()).toMatch(WARNING);
    expect(await list.textContent()).toMatch(/Reported for 30 March 2022/);
    const item = list.locator('li', { hasText: 'Mariupol → Berdiansk' });
    expect(await item.textContent()).toMatch(/Agreed, as reported on 30 March 2022.*Iryna Vereshchuk/s);
    const marked = await item.getByRole('link').getAttribute('href');
    const report = await page.request.get(new URL(marked ?? '', page.url()).href);
    expect([report.status(), await report.text()]).toEqual([200, expect.stringContaining('<mark')]);
    await page.getByRole('link', { name: /^Earlier/ }).click();
    expect(await page.locator('.as-of').textContent()).toMatch(/Reported for 28 March 2022/);
  }, { options: NO_SCRIPT, drawn: false }));

  it.each([
    ['the asked-for language', '&lang=ru', 'en-GB', /Мариуполь → Бердянск/],
    ["the reader's language", '', 'uk-UA', /Маріуполь → Бердянськ/],
  ])('the list speaks %s', (_, query, locale, name) => visit(`?date=${DAY}${query}&utm_source=x`, async ({ page }) => {
    expect(await page.locator('#plain').textContent()).toMatch(name);
  }, { options: { ...NO_SCRIPT, locale }, drawn: false }));

  it.each([
    ['does not come', '**/assets/index-*.js'],
    ['comes in part', '**/assets/maplibre-*.js'],
  ])('the list stands where the script %s', (_, script) => visit(`?date=${DAY}`, async ({ page }) => {
    await page.locator('#plain li').first().waitFor();
    expect(await page.locator('#plain').textContent()).toMatch(WARNING);
    expect(await page.locator('.no-map').isVisible()).toBe(true);
  }, { before: (page) => page.route(script, (route) => route.abort()), drawn: false }));

  it('the list stands as long as the script takes, and goes when it comes', async () => {
    let come = (): void => {};
    const held = new Promise<void>((over) => { come = over; });
    await visit(`?date=${DAY}`, async ({ page }) => {
      await page.locator('#plain li').first().waitFor(PATIENTLY);
      come();
      await page.locator('.card').first().waitFor(PATIENTLY);
      expect(await page.locator('#plain').count()).toBe(0);
    }, { before: (page) => page.route('**/assets/maplibre-*.js', async (route) => { await held; await route.continue(); }), drawn: false, waitUntil: 'commit' });
  });

  it("the list takes the map's place where its worker is refused", () => visit(`?date=${DAY}`, async ({ page }) => {
    const list = page.locator('.plain-pane');
    await list.waitFor(PATIENTLY);
    expect(await list.locator('li', { hasText: 'Mariupol' }).first().textContent()).toMatch(/Agreed.*Vereshchuk/s);
  }, { before: (page) => page.route('**/maplibre-gl-worker-*', (route) => route.abort()), drawn: false }));
});

withBrowser('in a browser without WebGL', () => {
  let plain: Browser | undefined;
  beforeAll(async () => { plain = await startChromium(['--disable-gpu', '--disable-3d-apis']); }, 60_000);
  afterAll(async () => { await plain?.close(); });

  it.each([['desktop', DESKTOP], ['phone', PHONE]])("the list takes the map's place on a %s", (_, options) => visit(`?date=${DAY}`, async ({ page }) => {
    const list = page.locator('.plain-pane');
    await list.locator('li', { hasText: 'Mariupol' }).first().waitFor();
    expect(await list.textContent()).toMatch(/Reported for 30 March 2022/);
    expect(await page.locator('.notice-text').textContent()).toMatch(WARNING);
  }, { options, drawn: false, ...(plain && { browser: plain }) }));
});

withBrowser('behind a path prefix', () => {
  it('the page draws its map, and everything it asks for and leads to lies under the prefix', () => serving(behindPrefix(SERVER, '/maps/korydor'), (port) => {
    const front = `http://127.0.0.1:${port}/maps/korydor/`;
    return visitAt(`${front}?date=${DAY}`, async ({ page, elsewhere, errors }) => {
      expect(await mapPixels(page, AGREED)).toBeGreaterThan(300);
      await expect.poll(() => mapPixels(page, LAND), PATIENTLY).toBeGreaterThan(2000);
      const asked = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
      expect(asked.filter((address) => !address.startsWith(front) && !/^(data|blob):/.test(address))).toEqual([]);
      expect([elsewhere, errors]).toEqual([[], []]);
      await page.locator('.card').first().click();
      await page.getByRole('link', { name: 'Report with the sentence marked' }).first().click();
      await page.locator('mark').first().waitFor();
      await page.getByRole('link', { name: '← Map' }).click();
      await page.waitForURL(front);
    }, { drawn: true });
  }));
});
