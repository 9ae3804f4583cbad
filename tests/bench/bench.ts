import { parseArgs } from 'node:util';
import type { BrowserContext, Page } from '@playwright/test';
import { signInAndSync, startProduct, type Product } from '#tests/support/product.ts';
import { startBarePage } from './bare-page.ts';
import { measureCompanyImport } from './company-import.ts';
import {
  beyondFigure,
  formatFigure,
  formatTable,
  keepsBar,
  ratioFigure,
  sizeFigure,
  timeFigure,
  type Figure,
} from './figure.ts';
import { measureGuesses } from './guesses.ts';
import { PeersUnavailable } from './install-peers.ts';
import { measureManagementHome } from './management-home.ts';
import { startPeerPages, type PeerPages } from './peer-pages.ts';
import { measureRespondent } from './respondent.ts';
import { measureSlowLink } from './slow-link.ts';
import { measureSync } from './sync.ts';
import { measureTab } from './tab-memory.ts';
import { measureTableTaps } from './table-tap.ts';
import { measureTabulation } from './tabulation.ts';
import {
  measureKeys,
  measureSaves,
  measureStarts,
  readFirstSync,
  watchFirstSync,
  watchSaving,
} from './watch-work.ts';

/*
 * npm run bench [-- first-sync | account-search | programme-search | cold-start | saving | respondent | guesses | sync | slow-link | table-tap | company-import | management-home | tabulation …] [-- --peers]:
 * the figures of the README, measured in a real browser whose pages run at a quarter of
 * this machine's speed, on the invented data set (7,500 companies). With `--peers` the
 * company's page is measured beside the same questionnaire in ODK Web Forms and SurveyJS,
 * and tables beside DuckDB, Arquero and a loop in C; their packages are fetched for it. The last line is JSON; exit 1 when a count is wrong,
 * while a time that misses its bar is only told: it is this machine's as much as ours.
 */
const THROTTLE = 4;
const RUNS = 5;
/** At 60 a second. */
const FRAME_MS = 1000 / 60;
/** Names, and problems in words that an issue is heard in. */
const SEARCHED_PROGRAMMES = ['netis', 'cannot find workers', 'export', 'cash flow', 'a'];
const SEARCHED = ['hachinohe', 'aomori kensetsu', 'maruyama', '0170001', 'tsugaru'];

const BENCHES: Record<
  string,
  (product: Product, peers: PeerPages | undefined) => Promise<Figure | Figure[]>
> = {
  'first-sync': measureFirstSync,
  'account-search': measureAccountSearch,
  'programme-search': measureProgrammeSearch,
  'cold-start': measureColdStart,
  saving: measureSaving,
  respondent: (product, peers) => measureRespondent(product, peers?.pages ?? []),
  guesses: measureGuesses,
  sync: measureSync,
  'slow-link': measureSlowLink,
  'table-tap': measureTableTaps,
  'company-import': measureCompanyImport,
  'management-home': measureManagementHome,
};

/** Pure computation: done without a server and a browser. */
const BARE_BENCHES: Record<string, (withPeers: boolean) => Promise<Figure[]>> = {
  tabulation: measureTabulation,
};

const { values: options, positionals: chosen } = parseArgs({
  options: { peers: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const names = [...Object.keys(BENCHES), ...Object.keys(BARE_BENCHES)];
const unknown = chosen.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`there is no bench ${unknown.join(', ')}; there are ${names.join(', ')}\n`);
  process.exit(2);
}

const isChosen = (name: string) => chosen.length === 0 || chosen.includes(name);
const figures: Figure[] = [];
const tell = (measured: Figure | Figure[]) => {
  process.stderr.write(Array.isArray(measured) ? formatTable(measured) : formatFigure(measured));
  figures.push(...[measured].flat());
};
for (const [name, measure] of Object.entries(BARE_BENCHES))
  if (isChosen(name)) tell(await measure(options.peers).catch(giveUp));
if (Object.keys(BENCHES).some(isChosen)) await measureProduct();
process.stdout.write(`${JSON.stringify(figures)}\n`);
if (figures.some((figure) => figure.unit === 'count' && !keepsBar(figure))) process.exitCode = 1;

async function measureProduct(): Promise<void> {
  const peers = options.peers && isChosen('respondent') ? await startPeerPages().catch(giveUp) : undefined;
  const product = await startProduct();
  try {
    for (const [name, measure] of Object.entries(BENCHES))
      if (isChosen(name)) tell(await measure(product, peers));
  } finally {
    await product.stop();
    await peers?.stop();
  }
}

/** Without the peers there is nothing to compare with; that is no fault of the bench. */
function giveUp(error: unknown): never {
  if (!(error instanceof PeersUnavailable)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}

/** From the tap on "sign in" until every record is here, and what the tab takes up when the app's files are too. */
async function measureFirstSync({ newPage, server, people, browser }: Product): Promise<Figure[]> {
  const times: number[] = [];
  const sizes: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { page, context } = await newPage(THROTTLE);
    await watchFirstSync(context);
    await signInAndSync(page, server.url, coordinator(people));
    times.push(await readFirstSync(page));
    sizes.push(await measureTab(browser));
    await context.close();
  }
  return [
    timeFigure('first sync of 8,948 records, sign-in to last page', times, 3_000),
    sizeFigure('the tab thereafter, its share of memory', sizes, 150),
  ];
}

/** Keys of a search over all companies beside keys of a field that does nothing. */
async function measureAccountSearch({ newPage, server, people }: Product): Promise<Figure[]> {
  const name = 'account search over 7,500, key to paint';
  const { page, context } = await newPage(1);
  await signInAndSync(page, server.url, coordinator(people));
  await page.goto(`${server.url}/app/accounts`);
  // Some of the demo's companies may have been joined.
  await page.getByText(/^7,\d{3}社$/).waitFor();
  const times = await measureKeys(context, page, SEARCHED);
  await context.close();
  const bare = await onBarePage(newPage, (barePage, bareContext) =>
    measureKeys(bareContext, barePage, SEARCHED),
  );
  return [
    timeFigure(name, times, 50),
    beyondFigure(`${name}, beyond an empty key`, times, bare, 2 * FRAME_MS),
  ];
}

/** Keys of a search for programmes beside keys of a field that does nothing, and the page's own work at a key. */
async function measureProgrammeSearch(product: Product): Promise<Figure[]> {
  const name = 'programme search over 123, key to paint';
  const { page, context } = await openProgrammes(product);
  const times = await measureKeys(context, page, SEARCHED_PROGRAMMES);
  await context.close();
  const bare = await onBarePage(product.newPage, (barePage, bareContext) =>
    measureKeys(bareContext, barePage, SEARCHED_PROGRAMMES),
  );
  return [
    beyondFigure(`${name}, beyond an empty key`, times, bare, 2 * FRAME_MS),
    await measureProgrammeWork(product),
  ];
}

async function openProgrammes({ newPage, server, people }: Product): ReturnType<Product['newPage']> {
  const opened = await newPage(1);
  await signInAndSync(opened.page, server.url, coordinator(people));
  await opened.page.goto(`${server.url}/app/programmes`);
  await opened.page.getByText('123件').waitFor();
  // The index is made when the list stands.
  await opened.page.waitForTimeout(1_500);
  return opened;
}

/** The work of the page at a key: from the input event until the list is searched, drawn anew and laid out. */
async function measureProgrammeWork(product: Product): Promise<Figure> {
  const { page, context } = await openProgrammes(product);
  await page.evaluate(() => {
    const store = window as unknown as { workTimes: number[] };
    store.workTimes = [];
    let begunMs = 0;
    window.addEventListener('input', () => (begunMs = performance.now()), true);
    window.addEventListener('input', () => {
      // Behind the microtask in which Vue draws; reading a height makes the browser lay out now.
      void Promise.resolve().then(() =>
        store.workTimes.push(document.body.offsetHeight && performance.now() - begunMs),
      );
    });
  });
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  const search = page.getByRole('searchbox');
  for (const text of ['商店街の活性化', '販路 首都圏', 'あおもり', '支援', 'netis', '人手が足りない']) {
    await search.fill('');
    for (const character of text) {
      await page.waitForTimeout(250);
      await page.keyboard.insertText(character);
    }
  }
  await page.waitForTimeout(250);
  const times = await page.evaluate(() => (window as unknown as { workTimes: number[] }).workTimes);
  await context.close();
  return timeFigure('programme search over 123, work of a key', times, 16);
}

/** Offline, from the cold page to a usable Today, beside the least page of the kind. */
async function measureColdStart({ newPage, server, people }: Product): Promise<Figure[]> {
  const name = 'cold start offline to today’s visits';
  const { page, context } = await newPage(1);
  await signInAndSync(page, server.url, coordinator(people));
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.getByText('送信済み').first().waitFor();
  await context.setOffline(true);
  await page.close();
  const times = await measureStarts(context, `${server.url}/app/`);
  await context.close();
  const bare = await onBarePage(newPage, async (barePage, bareContext, url) => {
    await bareContext.setOffline(true);
    await barePage.close();
    return measureStarts(bareContext, url);
  });
  return [timeFigure(name, times, 1_000), ratioFigure(`${name}, to a bare page`, times, bare, 1.4)];
}

/** From the change of an answer to its durable transaction, beside a transaction that writes one record. */
async function measureSaving({ newPage, server, people }: Product): Promise<Figure[]> {
  const name = 'saving an answer, tap to durable';
  const { page, context } = await newPage(1);
  await watchSaving(context);
  await signInAndSync(page, server.url, coordinator(people));
  await page.locator('main a[href*="/visits/"]').first().click();
  const start = page.getByRole('button', { name: '訪問を始める' });
  await start
    .or(page.getByRole('link', { name: /聞き取りを始める|続きから/ }))
    .first()
    .waitFor();
  if (await start.isVisible()) await start.click();
  await page.getByRole('link', { name: /聞き取りを始める|続きから/ }).click();
  const begin = page.getByRole('button', { name: '始める', exact: true });
  await begin.click();
  await page.getByRole('button', { name: '設問一覧' }).click();
  await page.getByRole('button', { name: /いま抱えている経営課題/ }).click();
  const times = await measureSaves(context, page, 6);
  await context.close();
  const bare = await onBarePage(newPage, (barePage, bareContext) => measureSaves(bareContext, barePage, 1));
  return [timeFigure(name, times, 50), ratioFigure(`${name}, to a bare transaction`, times, bare, 2)];
}

/** Measures on the bare page, once it is kept as ours is. */
async function onBarePage(
  newPage: Product['newPage'],
  measure: (page: Page, context: BrowserContext, url: string) => Promise<number[]>,
): Promise<number[]> {
  const bare = await startBarePage();
  const { page, context } = await newPage(1);
  try {
    await watchSaving(context);
    await page.goto(bare.url);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await page.locator('main a').first().waitFor();
    return await measure(page, context, bare.url);
  } finally {
    await context.close();
    await bare.stop();
  }
}

function coordinator(people: Product['people']): Product['people'][number] {
  const found = people.find(({ role }) => role === 'coordinator');
  if (!found) throw new Error('the demo has no coordinator');
  return found;
}
