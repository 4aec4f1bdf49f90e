import { expect, it } from 'vitest';
import { DAY, PATIENTLY, PHONE, SERVER, mapPixels, visit, withBrowser } from './session';

const AGREED: [number, number, number] = [0x00, 0x72, 0xb2];

withBrowser('the corridors of a day', () => {
  it('stand in the list and are drawn on the map', () => visit(`?date=${DAY}`, async ({ page, errors }) => {
    const titles = await page.locator('.card-title').allTextContents();
    expect(titles).toEqual(expect.arrayContaining([expect.stringMatching(/Mariupol.*→.*Berdiansk/), expect.stringMatching(/Melitopol.*→.*Zaporizhzhia/), expect.stringMatching(/Enerhodar.*→.*Zaporizhzhia/)]));
    expect(await mapPixels(page, AGREED)).toBeGreaterThan(300);
    await page.locator('.legend .switch input').first().uncheck();
    await expect.poll(() => mapPixels(page, AGREED), PATIENTLY).toBeLessThan(30);
    expect(errors).toEqual([]);
  }));

  it('open a panel with sentence, speaker and how the line came about', () => visit(`?date=${DAY}`, async ({ page }) => {
    await page.getByRole('button', { name: /Melitopol.*Zaporizhzhia/ }).first().click();
    const panel = page.locator('.panel');
    await panel.waitFor();
    expect(await panel.locator('blockquote').first().textContent()).toMatch(/Melitopol/);
    expect(await panel.locator('blockquote').first().getAttribute('lang')).toBe('en');
    expect(await panel.textContent()).toMatch(/Vereshchuk/);
    expect(await panel.textContent()).toMatch(/Schematic line over main roads. The report does not name the road. About 1\d\d km and \d h \d+ min by car/);
    expect(await panel.textContent()).toMatch(/The destination is not stated/);
    const marked = await panel.getByRole('link', { name: 'Report with the sentence marked' }).getAttribute('href');
    expect(marked).toMatch(/^\/reports\/.+f=html#q-\d+$/);
    expect((await page.request.get(`${SERVER}${marked}`)).status()).toBe(200);
  }));

  it('are framed together on a phone', () => visit(`?date=${DAY}`, async ({ page }) => {
    expect(await mapPixels(page, AGREED)).toBeGreaterThan(150);
    expect(await page.locator('.count').first().textContent()).toMatch(/3.*agreed/);
  }, { options: PHONE }));

  it('follow the status filter, and the address keeps it', () => visit(`?date=${DAY}`, async ({ page }) => {
    const all = await page.locator('.cards .card').count();
    await page.getByRole('button', { name: /agreed/ }).first().click();
    expect(page.url()).toContain('status=agreed');
    await expect.poll(() => page.locator('.rail section').first().locator('.card').count(), PATIENTLY).toBe(3);
    await page.goBack();
    await expect.poll(() => page.locator('.cards .card').count(), PATIENTLY).toBe(all);
  }));

  it('come back with their link, and Back closes the panel', () => visit(`?date=${DAY}`, async ({ page }) => {
    await page.getByRole('button', { name: /Enerhodar/ }).first().click();
    await page.locator('.panel h2').waitFor();
    const link = page.url();
    await page.goBack();
    await page.locator('.panel').waitFor({ state: 'detached' });
    await page.goto(link);
    expect(await page.locator('.panel h2').textContent()).toMatch(/Enerhodar.*Zaporizhzhia/);
  }));

  it('change with the day, by button and by key', () => visit(`?date=${DAY}`, async ({ page }) => {
    await page.getByRole('button', { name: 'Previous day with reports' }).click();
    expect(new URL(page.url()).searchParams.get('date')! < DAY).toBe(true);
    await page.getByRole('slider').focus();
    await page.keyboard.press('End');
    expect(await page.getByRole('slider').getAttribute('aria-valuenow')).toBe(await page.getByRole('slider').getAttribute('aria-valuemax'));
  }));

  it('can be had as data', () => visit(`?date=${DAY}`, async ({ page }) => {
    const href = await page.locator('a[data-download=corridors]').first().getAttribute('href');
    const answer = await page.request.get(`${SERVER}${href}`);
    expect(answer.status()).toBe(200);
    const collection = (await answer.json()) as { type: string; features: unknown[] };
    expect([collection.type, collection.features.length > 0]).toEqual(['FeatureCollection', true]);
    expect((await page.request.get(`${SERVER}/layers/corridors.csv`)).status()).toBe(200);
  }));
});
