import type { Page } from '@playwright/test';
import { signInAndSync, type Product } from '#tests/support/product.ts';
import { countFigure, timeFigure, type Figure } from './figure.ts';

const ROWS = 50_000;
const PATIENCE_MS = 180_000;
const TOWNS = ['八戸市', '青森市', '弘前市', '五所川原市', '十和田市', '三沢市', 'むつ市', '三戸郡南部町'];
const INDUSTRIES = ['製造業', '運輸', '飲食店', '建設業', '0911', '小売', '卸売業・小売業', '宇宙開発'];

/** A list as a credit firm sells it: of 50,000 invented companies, with words that have to be explained. */
function makeList(): string {
  const lines = Array.from({ length: ROWS }, (_, index) =>
    [
      `株式会社計測${index}号`,
      INDUSTRIES[index % INDUSTRIES.length],
      index % 50 === 0 ? '約30名' : String(index % 200),
      TOWNS[index % TOWNS.length],
      `青森県${TOWNS[index % TOWNS.length]}計測町${Math.floor(index / 100)}-${index % 100}`,
      `0178-${String(Math.floor(index / 10_000) + 10)}-${String(index % 10_000).padStart(4, '0')}`,
      index % 10 === 0 ? `計測 ${index}子` : '',
    ].join(','),
  );
  return ['企業名,業種,従業員数,市町村,住所,電話番号,担当者名', ...lines].join('\r\n');
}

/** From the press of a button until a text is there, and the longest time for which the page was blocked. */
async function timePress(
  page: Page,
  button: RegExp,
  awaited: RegExp,
): Promise<[ms: number, blockedMs: number]> {
  await page.evaluate(() => {
    const watched = window as unknown as { longest: number };
    watched.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longest = Math.max(watched.longest, duration);
    }).observe({ type: 'longtask' });
  });
  // What is final counts only once it has been seen for a moment.
  await page.waitForTimeout(1_500);
  const start = performance.now();
  await page.getByRole('button', { name: button }).click();
  await page.getByText(awaited).first().waitFor({ timeout: PATIENCE_MS });
  const ms = performance.now() - start;
  return [ms, await page.evaluate(() => (window as unknown as { longest: number }).longest)];
}

async function chooseList(page: Page, url: string, list: string): Promise<[ms: number, blockedMs: number]> {
  await page.goto(`${url}/app/import`);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '計測.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.getByText('見出しの行').waitFor({ timeout: PATIENCE_MS });
  await timePress(page, /試しに読み込む/, /読み替えを決める/);
  return timePress(page, /試しに読み込む/, /試し読みの結果です/);
}

/** A list of 50,000 companies beside 7,500 registered ones: dry run, writing, and the same list again. */
export async function measureCompanyImport({ newPage, server, people }: Product): Promise<Figure[]> {
  const office = people.find(({ role }) => role === 'office')!;
  const { page, context } = await newPage(1);
  await signInAndSync(page, server.url, office);
  const list = makeList();
  const [dryMs, dryBlockedMs] = await chooseList(page, server.url, list);
  const [writeMs, writeBlockedMs] = await timePress(page, /有効な.*件を取り込む/, /社を取り込みました/);
  const [againMs, againBlockedMs] = await chooseList(page, server.url, list);
  const words = (await page.locator('dl').first().innerText()).replace(/\s+/g, '');
  const [, added = '', updated = ''] = /新しく登録([\d,]+)社更新([\d,]+)社/.exec(words) ?? [];
  await context.close();
  const toNumber = (text: string): number => (text === '' ? NaN : Number(text.replaceAll(',', '')));
  return [
    timeFigure('dry run of 50,000 rows', [dryMs], 10_000),
    timeFigure('the page blocked meanwhile, at the longest', [dryBlockedMs], 100),
    timeFigure('writing 50,000 companies to the device', [writeMs]),
    timeFigure('the page blocked while writing, at the longest', [writeBlockedMs], 100),
    timeFigure('dry run of the same list again, beside 57,500 companies', [againMs], 10_000),
    timeFigure('the page blocked then, at the longest', [againBlockedMs], 100),
    countFigure(
      'companies that the same list would make or change again',
      toNumber(added) + toNumber(updated),
      0,
    ),
  ];
}
