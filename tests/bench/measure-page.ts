import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test';
import type { SurveyPage } from './survey-page.ts';
import { FASTEST_TOLD_MS, watchPage, type PageNotes } from './watch-page.ts';

/** A phone in the country: a quarter of this machine's speed, a slow line, nothing kept from before. */
const PHONE = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  locale: 'ja-JP',
  timezoneId: 'Asia/Tokyo',
};
const THROTTLE = 4;
const LINE = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
};
/** Between two keys of a quick writer. */
const KEY_PAUSE_MS = 120;
const PAINTS_SETTLED_MS = 1_500;
const INPUT_SETTLED_MS = 400;

/** What is answered, in the questionnaire's order; the last one is typed. */
const TAPS: readonly (readonly [item: string, option: string])[] = [
  ['industry', 'manufacturing'],
  ['industry', 'construction'],
  ['employees', 'e21_50'],
  ['sales', 'from_100m'],
  ['issues', 'labour'],
  ['issues', 'sales'],
  ['issues', 'productivity'],
  ['issues', 'succession'],
  ['issues', 'digital'],
];
const LONG_TEXT = 'issues_detail';
const TYPED = 'kensa koutei ni hitode ga tarinai. kamera no shiken chuu.';

/** One run over a page. */
export interface PageRun {
  largestPaintMs: number;
  /** Until the first question can be answered, by someone who reads nothing before. */
  firstQuestionMs: number;
  inputDelaysMs: number[];
  tapToPaintMs: number[];
  keyToPaintMs: number[];
  /** Everything that came over the line until the page stood. */
  transferredKiB: number;
  /** All scripts that were asked for until the last key, after gzip; the worker apart. */
  scriptKiB: number;
  /** Of a page that has one. */
  workerKiB?: number;
  foreignRequests: number;
  cookies: number;
}

/** Opens a page twice, each time as on a new device: once to its first question, once to answer. */
export async function measurePage(browser: Browser, survey: SurveyPage): Promise<PageRun> {
  const firstQuestionMs = await measureFirstQuestion(browser, survey);
  const { page, context, session } = await openPhone(browser, survey, false);
  try {
    const traffic = watchTraffic(context, session, survey);
    await page.goto(survey.url);
    const { startButton, selector } = survey.firstQuestion;
    await page
      .locator(startButton ?? selector)
      .first()
      .waitFor();
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(PAINTS_SETTLED_MS);
    const { largestPaintMs } = await takeNotes(page);
    const transferredKiB = traffic.bytes() / 1024;

    if (startButton !== undefined) await page.locator(startButton).first().tap();
    await page.locator(selector).first().waitFor();
    const taps = await answerByTaps(page, survey);
    const keys = await writeText(page, survey);
    return {
      largestPaintMs,
      firstQuestionMs,
      inputDelaysMs: [...taps.inputDelaysMs, ...keys.inputDelaysMs],
      tapToPaintMs: taps.paintTimesMs,
      keyToPaintMs: keys.paintTimesMs,
      transferredKiB,
      scriptKiB: (await traffic.weighScripts()) / 1024,
      ...(survey.workerUrl !== undefined && { workerKiB: (await fetchGzipBytes(survey.workerUrl)) / 1024 }),
      foreignRequests: traffic.foreign.size,
      cookies: (await context.cookies()).length,
    };
  } finally {
    await context.close();
  }
}

async function measureFirstQuestion(browser: Browser, survey: SurveyPage): Promise<number> {
  const { page, context } = await openPhone(browser, survey, true);
  try {
    await page.goto(survey.url);
    await page.waitForFunction(() => window.benchNotes?.firstQuestionMs !== undefined, undefined, {
      timeout: 120_000,
    });
    return (await takeNotes(page)).firstQuestionMs!;
  } finally {
    await context.close();
  }
}

/** What was felt, of each tap or key. */
interface Felt {
  inputDelaysMs: number[];
  paintTimesMs: number[];
}

async function answerByTaps(page: Page, survey: SurveyPage): Promise<Felt> {
  const felt: Felt = { inputDelaysMs: [], paintTimesMs: [] };
  for (const [item, option] of TAPS) {
    await survey.reach(page, item);
    const target = survey.option(page, item, option);
    await target.scrollIntoViewIfNeeded();
    await settle(page);
    await takeNotes(page);
    await target.tap();
    await settle(page);
    const { inputDelaysMs, paintTimesMs } = await takeNotes(page);
    felt.inputDelaysMs.push(...inputDelaysMs);
    felt.paintTimesMs.push(Math.max(FASTEST_TOLD_MS, ...Object.values(paintTimesMs)));
  }
  return felt;
}

async function writeText(page: Page, survey: SurveyPage): Promise<Felt> {
  await survey.reach(page, LONG_TEXT);
  const field = survey.textField(page, LONG_TEXT);
  await field.tap();
  await settle(page);
  await takeNotes(page);
  await page.keyboard.type(TYPED, { delay: KEY_PAUSE_MS });
  await settle(page);
  const written = await field.inputValue();
  if (written !== TYPED) throw new Error(`${survey.name}: "${written}" stands where "${TYPED}" was written`);
  const { inputDelaysMs, paintTimesMs } = await takeNotes(page);
  const told = Object.values(paintTimesMs);
  // A key of which nothing was told was painted at once.
  const untold = Array.from({ length: Math.max(0, TYPED.length - told.length) }, () => FASTEST_TOLD_MS);
  return { inputDelaysMs, paintTimesMs: [...told, ...untold] };
}

/** Until what the last input did is painted and told. */
async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(INPUT_SETTLED_MS);
}

/** What the page has noted; of inputs it begins anew. */
async function takeNotes(page: Page): Promise<PageNotes> {
  return page.evaluate(() => {
    const notes = window.benchNotes!;
    const taken = { ...notes };
    notes.inputDelaysMs = [];
    notes.paintTimesMs = {};
    return taken;
  });
}

async function openPhone(
  browser: Browser,
  { firstQuestion }: SurveyPage,
  mayStart: boolean,
): Promise<{ page: Page; context: BrowserContext; session: CDPSession }> {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', LINE);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  await page.addInitScript(watchPage, { firstQuestion, mayStart });
  return { page, context, session };
}

/** What goes over the line, and to whom. */
interface Traffic {
  /** So far, with headers, as compressed. */
  bytes: () => number;
  /** Of all scripts so far, after gzip. */
  weighScripts: () => Promise<number>;
  /** Requests to anyone else. */
  foreign: Set<string>;
}

function watchTraffic(
  context: BrowserContext,
  session: CDPSession,
  { url: pageUrl, workerUrl }: SurveyPage,
): Traffic {
  const { origin } = new URL(pageUrl);
  const scripts = new Set<string>();
  const foreign = new Set<string>();
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) foreign.add(url.href);
    if (request.resourceType() === 'script' && url.href !== workerUrl) scripts.add(url.href);
  });
  return {
    bytes: () => bytes,
    weighScripts: async () =>
      (await Promise.all([...scripts].map(fetchGzipBytes))).reduce((sum, size) => sum + size, 0),
    foreign,
  };
}

/** All scripts are weighed alike, however their server packs them. */
async function fetchGzipBytes(url: string): Promise<number> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} was answered ${response.status}`);
  return gzipSync(Buffer.from(await response.arrayBuffer())).length;
}
