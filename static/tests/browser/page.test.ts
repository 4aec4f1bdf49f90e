import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { DAY, DESKTOP, PATIENTLY, PHONE, type Visit, answerLayer, mapPixels, visit, withBrowser } from './session';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
interface AxeResult { violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[] }

async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResult> } }).axe.run());
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

withBrowser('the page', () => {
  it('asks nothing of any other host and reports no error', () => visit(`?date=${DAY}`, async ({ page, elsewhere, errors }) => {
    await page.getByRole('button', { name: /Mariupol/ }).first().click();
    await page.getByRole('button', { name: 'Українська' }).click();
    await page.locator('h1', { hasText: 'Гуманітарні коридори' }).waitFor();
    expect([elsewhere, errors]).toEqual([[], []]);
  }));

  it.each([['Українська', 'uk', /Маріуполь/], ['Русский', 'ru', /Мариуполь/]])('speaks %s, with names in it', (button, code, name) =>
    visit(`?date=${DAY}`, async ({ page }) => {
      await page.getByRole('button', { name: button }).click();
      await page.locator('.card-title', { hasText: name }).first().waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(code);
      expect(page.url()).toContain(`lang=${code}`);
    }));

  it('shows markup in a report as text and runs none of it', () => {
    const evil = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
    const before: Visit['before'] = (page) => answerLayer(page, 'corridors', (features) => features.map((feature) => ({
      ...feature,
      properties: { ...feature.properties, quote: evil, report_title: evil, source_name: evil, announced_by: evil, source_url: 'javascript:window.pwned=1', from: [evil], name: evil },
    })));
    return visit(`?date=${DAY}`, async ({ page }) => {
      await page.locator('.card').first().click();
      expect(await page.locator('.panel blockquote').first().textContent()).toBe(evil);
      expect(await page.locator('.panel a[href^="javascript"]').count()).toBe(0);
      expect(await page.locator('#page img').count()).toBe(0);
      expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    }, { before });
  });

  it.each([['desktop', DESKTOP], ['phone', PHONE]])('has no serious accessibility violation on a %s', (_, options) =>
    visit(`?date=${DAY}`, async ({ page }) => {
      expect(await seriousViolations(page)).toEqual([]);
      await page.locator('.count').first().waitFor();
      if (options === PHONE) await page.getByRole('tab').first().click();
      await page.locator('.card').first().click();
      await page.locator('.panel h2').waitFor();
      expect(await seriousViolations(page)).toEqual([]);
    }, { options }));

  it('has no serious violation in dark colours and in the table', () => visit(`?date=${DAY}&view=table`, async ({ page }) => {
    expect(await seriousViolations(page)).toEqual([]);
  }, { options: { ...DESKTOP, colorScheme: 'dark' } }));

  it.each([['phone', PHONE], ['200 % zoom', { viewport: { width: 720, height: 450 } }], ['small phone', { ...PHONE, viewport: { width: 320, height: 568 } }]])(
    'does not scroll sideways on a %s, and notice and attribution stay in sight', (_, options) => visit(`?date=${DAY}`, async ({ page }) => {
      const { wide, screen } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, screen: innerWidth }));
      expect(wide).toBeLessThanOrEqual(screen);
      for (const part of ['.notice-text', '.credits']) {
        const covered = await page.locator(part).evaluate((element) => {
          const box = element.getBoundingClientRect();
          const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
          return !top || !(element.contains(top) || top.contains(element));
        });
        expect(covered).toBe(false);
      }
    }, { options }));

  it('finds a place as one types, by keyboard alone', () => visit(`?date=${DAY}`, async ({ page }) => {
    const search = page.getByRole('combobox');
    await search.fill('Popasna');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    expect(await search.inputValue()).toBe('Popasna');
    await expect.poll(() => page.url(), PATIENTLY).toMatch(/#map=[\d.]+\/48\.6\d*\/38\.3/);
  }));

  it('lists what the map shows as a table that opens the same panel', () => visit(`?date=${DAY}`, async ({ page }) => {
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await page.locator('.table-pane tbody button', { hasText: 'Enerhodar' }).click();
    expect(await page.locator('.panel h2').textContent()).toContain('Enerhodar');
    await page.locator('.panel h2:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });
  }));
});

withBrowser('when something is missing', () => {
  it('a day without corridors says so, and what that does not mean', () => visit('?date=2022-01-05', async ({ page }) => {
    expect(await page.locator('.empty').first().textContent()).toMatch(/No corridor is reported for this day.*does not mean/);
  }));

  it('a server without an answer is said, and asking again works', () => visit(`?date=${DAY}`, async ({ page }) => {
    await page.getByRole('alert').waitFor();
    await page.unroute('**/layers/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.card').first().waitFor();
  }, { before: (page) => page.route('**/layers/**', (route) => route.abort()), drawn: false }));

  it('one missing layer does not take the others with it', () => visit(`?date=${DAY}`, async ({ page }) => {
    expect(await page.getByRole('alert').textContent()).toMatch(/Could not be loaded: Fighting/);
    expect(await page.locator('.card').count()).toBeGreaterThan(0);
  }, { before: (page) => page.route('**/layers/events.geojson', (route) => route.fulfill({ status: 503 })) }));

  it('without a basemap the corridors are drawn all the same', () => visit(`?date=${DAY}`, async ({ page }) => {
    await page.getByText('The basemap could not be loaded.').waitFor();
    expect(await mapPixels(page, [0x00, 0x72, 0xb2])).toBeGreaterThan(300);
  }, { before: (page) => page.route('**/styles/**', (route) => route.fulfill({ status: 503 })) }));

  it('without WebGL list and table still work', () => visit(`?date=${DAY}`, async ({ page }) => {
    await page.getByRole('button', { name: 'Show the table' }).click();
    expect(await page.locator('.table-pane tbody tr').count()).toBeGreaterThan(3);
  }, {
    before: (page) => page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = (() => null) as unknown as typeof HTMLCanvasElement.prototype.getContext;
    }),
    drawn: false,
  }));

  it('says of an event that its day was not understood, and not of others', () => {
    const before: Visit['before'] = (page) => answerLayer(page, 'events', (features) => features.slice(0, 2).map((feature, index) => ({
      ...feature, id: `event-${index}`, properties: { ...feature.properties, id: `event-${index}`, time: null, day_not_understood: index === 0 },
    })));
    const panelOf = (event: string) => visit(`?date=all&feature=events/${event}`, async ({ page }) => {
      await page.locator('.panel blockquote').waitFor();
      expect(await page.getByText(/states a day that was not understood/).count()).toBe(event === 'event-0' ? 1 : 0);
    }, { before });
    return panelOf('event-0').then(() => panelOf('event-1'));
  });

  it('a link to a feature that is gone says so', () => visit('?feature=corridors/no-such-id', async ({ page }) => {
    expect(await page.locator('.panel').textContent()).toMatch(/not on this server any more/);
  }));

  it('says of a day long after the last claims that the front is as last known', () => visit('?date=2026-11-30', async ({ page }) => {
    await page.locator('.title .last-known', { hasText: 'last known 30 April 2022' }).waitFor();
    const legend = page.locator('.legend');
    await legend.getByText('Held by Russia, as last known').waitFor();
    expect(await legend.textContent()).not.toContain('As of');
    expect(await legend.getByText('Held by Russia, as assessed').count()).toBe(0);
  }));
});
