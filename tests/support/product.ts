import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { startServer, type RunningServer } from '#tests/e2e/server.ts';
import { findBrowser } from './find-browser.ts';

export interface DemoPerson {
  email: string;
  password: string;
  role: string;
}

/** The built product with the invented data set, and a browser whose pages run at a quarter of this machine's speed. */
export interface Product {
  server: RunningServer;
  browser: Browser;
  people: DemoPerson[];
  /** A page of a phone of its own; `throttle` 1 is full speed. */
  newPage: (throttle: number) => Promise<{ page: Page; context: BrowserContext }>;
  stop: () => Promise<void>;
}

/** Installs the demo in a fresh data folder and starts server and browser. */
export async function startProduct(): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'banso-bench-'));
  const demo = spawnSync('npx', ['tsx', 'src/cli/demo.ts', '--json'], {
    env: { ...process.env, DATA_DIR: dataDir },
    encoding: 'utf8',
  });
  if (demo.status !== 0) throw new Error(`the demo could not be installed:\n${demo.stderr}`);
  const { people } = JSON.parse(demo.stdout.trim().split('\n').at(-1)!) as { people: DemoPerson[] };
  const server = await startServer({ dataDir });
  const browser = await chromium.launch({ executablePath: findBrowser() });
  return {
    server,
    browser,
    people,
    async newPage(throttle) {
      const context = await browser.newContext({
        viewport: { width: 390, height: 844 },
        locale: 'ja-JP',
        timezoneId: 'Asia/Tokyo',
      });
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
      return { page, context };
    },
    async stop() {
      await browser.close();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Signs in and waits until the first sync has ended; gives the time between, in ms. */
export async function signInAndSync(
  page: Page,
  url: string,
  { email, password }: DemoPerson,
): Promise<number> {
  await page.goto(`${url}/app/sign-in`);
  await page.getByLabel('メールアドレス').fill(email);
  await page.getByRole('textbox', { name: /パスワード/ }).fill(password);
  const button = page.getByRole('button', { name: 'サインイン', exact: true });
  const startedMs = performance.now();
  await button.click();
  // The line of the sync state, which every screen shows.
  await page.getByText('送信済み').first().waitFor({ timeout: 60_000 });
  return performance.now() - startedMs;
}

/** The middle of an odd number of measurements. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
