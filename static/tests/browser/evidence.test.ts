import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { DAY, PHONE, SERVER, type Visit, answerLayer, visit, withBrowser } from './session';

const OF_ENERHODAR = /Enerhodar.*Zaporizhzhia/;

async function openCorridor(page: Page): Promise<void> {
  await page.getByRole('button', { name: OF_ENERHODAR }).first().click();
  await page.locator('.panel h2').waitFor();
}

/** Where everything in the panel stands. */
function places(page: Page): Promise<number[]> {
  return page.locator('.panel dd, .panel blockquote').evaluateAll((all) => all.flatMap((each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    return [x, y, width, height];
  }));
}

const marks = (page: Page): Promise<string[]> => page.locator('.panel .quote mark').allTextContents();

withBrowser('the words of a fact', () => {
  it('are marked while the mouse is over it, and nothing moves', () => visit(`?date=${DAY}`, async ({ page }) => {
    await openCorridor(page);
    const travel = page.locator('.panel').getByRole('button', { name: 'By own vehicle' });
    expect(await marks(page)).toEqual([]);
    const before = await places(page);
    await travel.hover();
    expect(await marks(page)).toEqual(['private cars']);
    expect(await places(page)).toEqual(before);
    expect(await page.locator('.panel .quote mark').evaluate((mark) => getComputedStyle(mark).textDecorationLine)).toBe('underline');
    await page.locator('.panel h2').hover();
    expect(await marks(page)).toEqual([]);
  }));

  it('are marked while it has the focus', () => visit(`?date=${DAY}`, async ({ page }) => {
    await openCorridor(page);
    await page.locator('.panel').getByRole('button', { name: 'By own vehicle' }).focus();
    expect(await marks(page)).toEqual(['private cars']);
    await page.keyboard.press('Tab');
    expect(await marks(page)).not.toContain('private cars');
  }));

  it('are marked by a tap, and brought into sight', () => visit(`?date=${DAY}`, async ({ page }) => {
    await page.getByRole('tab').first().tap();
    await page.getByRole('button', { name: OF_ENERHODAR }).first().tap();
    await page.locator('.panel').getByRole('button', { name: 'By own vehicle' }).tap();
    const mark = page.locator('.panel .quote mark');
    expect(await mark.textContent()).toBe('private cars');
    await expect.poll(() => mark.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    })).toBe(true);
  }, { options: PHONE }));

  it('are linked to in the report where they stand elsewhere', () => visit(`?date=${DAY}`, async ({ page }) => {
    await openCorridor(page);
    const speaker = page.locator('.facts div', { hasText: 'Announced by' });
    const link = await speaker.getByRole('link', { name: 'in the report' }).getAttribute('href');
    const [path, anchor] = (link ?? '').split('#');
    const report = await (await page.request.get(`${SERVER}${path}`)).text();
    expect(report).toMatch(new RegExp(`id="${anchor}"[^>]*></span>(<mark[^>]*>)?<span class="said" data-field="speaker"[^>]*>Iryna Vereshchuk`));
  }));

  it('of an event are marked as well', () => visit('', async ({ page }) => {
    const events = (await (await page.request.get(`${SERVER}/layers/events.geojson`)).json()) as { features: { id: string; properties: { evidence: { field: string; exact?: string }[] } }[] };
    const found = events.features.find(({ properties }) => properties.evidence.some(({ field, exact }) => field === 'kind' && exact));
    await page.goto(`${SERVER}/?date=all&feature=events/${found?.id}`);
    await page.locator('.panel-status .said').hover();
    const kind = found?.properties.evidence.filter(({ field, exact }) => field === 'kind' && exact).map(({ exact }) => exact);
    expect((await marks(page)).sort()).toEqual(kind?.sort());
  }, { drawn: false }));
});

withBrowser('an inferred fact', () => {
  const infers: Visit['before'] = (page) => answerLayer(page, 'corridors', (features) => features.map((feature) => ({
    ...feature, properties: { ...feature.properties, inferred: ['status', 'mode'], evidence: [] },
  })));

  it.each([['en', 'inferred'], ['uk', 'виведено'], ['ru', 'выведено']])('says so beside it (%s)', (lang, note) => visit(`?date=${DAY}&lang=${lang}`, async ({ page }) => {
    await page.locator('.card', { hasText: /Enerhodar|Енергодар|Энергодар/ }).first().click();
    await page.locator('.panel-status .inferred', { hasText: note }).waitFor();
    expect(await page.locator('.panel .facts .inferred').allTextContents()).toEqual([note]);
    expect(await page.locator('.panel .said').count()).toBe(0);
  }, { before: infers }));
});
