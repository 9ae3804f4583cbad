import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
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

/** How long another test may take to install the demo. */
const PATIENCE_MS = 300_000;

/** Starts server and browser on a data folder with the demo. */
export async function startProduct(): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'banso-bench-'));
  const people = await installDemo(dataDir);
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

/**
 * Installs the demo. The tests of a run share `DEMO_CACHE`: the first installs it there, and each gets a copy, as making
 * it takes much longer than all that most of them do.
 */
export async function installDemo(dataDir: string): Promise<DemoPerson[]> {
  const cache = process.env['DEMO_CACHE'];
  if (cache === undefined) return runDemo(dataDir);
  const ready = join(cache, 'ready');
  const isFirst = await mkdir(join(cache, 'begun')).then(
    () => true,
    () => false,
  );
  if (isFirst) {
    const made = join(cache, 'made');
    const people = await runDemo(made);
    await writeFile(join(cache, 'people.json'), JSON.stringify(people));
    await rename(made, ready);
  }
  const deadline = Date.now() + PATIENCE_MS;
  while (!existsSync(ready)) {
    if (Date.now() > deadline) throw new Error('the demo was not installed by the test that began it');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await cp(ready, dataDir, { recursive: true });
  return JSON.parse(await readFile(join(cache, 'people.json'), 'utf8')) as DemoPerson[];
}

async function runDemo(dataDir: string): Promise<DemoPerson[]> {
  const demo = spawn('npx', ['tsx', 'src/cli/demo.ts', '--json'], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, faults, [status]] = await Promise.all([
    text(demo.stdout),
    text(demo.stderr),
    once(demo, 'close') as Promise<[number | null]>,
  ]);
  if (status !== 0) throw new Error(`the demo could not be installed:\n${faults}`);
  return (JSON.parse(output.trim().split('\n').at(-1)!) as { people: DemoPerson[] }).people;
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
