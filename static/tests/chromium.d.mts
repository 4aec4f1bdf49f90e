import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
export declare const chromiumPath: string | undefined;
export declare function startChromium(drawing?: string[]): Promise<Browser>;
export interface Opened { page: Page; context: BrowserContext; elsewhere: string[]; errors: string[] }
export declare function openPage(browser: Browser, url: string, options?: BrowserContextOptions, alsoAsked?: string[]): Promise<Opened>;
export declare function mapDrawn(page: Page): Promise<void>;
