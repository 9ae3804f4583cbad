import { expect, test, type Browser, type Page } from '@playwright/test';
import {
  addressBoxOf,
  seenBoxOf,
  SHEET,
  SLIP_MM,
  USUAL_WINDOW,
  windowOf,
  type Box,
} from '#domain/fieldwork/letters/letter-sheet.ts';
import { readSeeds } from '#tests/support/fieldwork.ts';
import { startEmptyProduct, type EmptyProduct, type RunningServer } from './server.ts';
import { beginCentre, expectAccessible, expectAllSent, expectHeading, press } from './steps.ts';

/*
 * Letters as they come out of the printer: where the address stands against an envelope's
 * window, what else the window may show, and that each letter is one page.
 */
const JAPAN = { locale: 'ja-JP', timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce' } as const;
const DESK = { ...JAPAN, viewport: { width: 1180, height: 820 } };
const COMPANIES = [
  { name: '株式会社八戸水産加工', postalCode: '031-0801', address: '江陽3丁目1番25号' },
  {
    name: '特定非営利活動法人津軽地域ものづくり人材育成支援協議会',
    postalCode: '036-8001',
    address: '青森県弘前市大字代官町百二番地三号 弘前駅前産業会館ビルディング東棟12F-B',
  },
  { name: '十和田農園', postalCode: '', address: '西十二番町6-1' },
] as const;

let server: RunningServer;
let browser: Browser;
let stop: EmptyProduct['stop'] | undefined;

test.beforeAll(async () => {
  ({ server, browser, stop } = await startEmptyProduct());
});
test.afterAll(() => stop?.());

test('letters are worded, stand in the window of their envelopes, and tell the returns', async () => {
  const page = await (await browser.newContext(DESK)).newPage();
  const { survey } = await readSeeds();
  await beginCentre(page, server);
  for (const company of COMPANIES) await addCompany(page, company);
  await expectAllSent(page);

  await test.step('the office words the reminder, and sees it on paper', async () => {
    await page.goto(`${server.url}/app/surveys/${survey.id}`);
    await page.getByRole('link', { name: /手紙の文面/ }).click();
    await expectHeading(page, '手紙の文面');
    await page.getByLabel('手紙の種類').selectOption('reminder');
    await page.getByLabel('件名').fill('{会社名}さま、再度のお願い {担当}');
    await expect(page.getByText('置きかえられないことばがあります: {担当}')).toBeVisible();
    await page.getByLabel('件名').fill('{会社名}さま、再度のお願い');
    const preview = page.getByRole('img', { name: /手紙の見本/ });
    await expect(preview).toContainText('株式会社みほん商店さま、再度のお願い');
    await page.getByLabel('本文').fill('行\n'.repeat(40));
    await expect(page.getByText('1枚に収まりません')).toBeVisible();
    await page.getByLabel('本文').fill('まだご回答を確認できておりません。{期間}です。');
    await expect(page.getByText('1枚に収まりません')).toBeHidden();
    await expectAccessible(page);
    await press(page.getByRole('button', { name: '文面を保存' }));
    await expect(page.getByText('文面を保存しました')).toBeVisible();
    await page.reload();
    await page.getByLabel('手紙の種類').selectOption('reminder');
    await expect(page.getByLabel('件名')).toHaveValue('{会社名}さま、再度のお願い');
  });

  await test.step('and prints it to those who were asked', async () => {
    await page.goto(`${server.url}/app/surveys/${survey.id}/units`);
    await page.getByRole('button', { name: 'この3社に依頼コードを出す' }).click();
    await press(page.getByRole('dialog').getByRole('button', { name: '3社に出す' }));
    await expect(page.getByText('3社に依頼コードを出しました。')).toBeVisible();
    await page.evaluate(() => (window.print = () => undefined));
    await page.getByRole('link', { name: '手紙の発送へ' }).click();
    await expectHeading(page, '手紙の発送');
    await page.getByLabel('手紙の種類').selectOption('reminder1');
    await expectAccessible(page);
    await page.getByRole('button', { name: '3社分の束をつくる（1束）' }).click();
    await page.getByRole('button', { name: /第1束 督促（1回目）/ }).click();
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: '印刷する' }).click();
    await expect(page.getByText('郵便番号のない企業が1社あります')).toBeVisible();
    await expect(page.locator('.print-sheet .letter')).toHaveCount(COMPANIES.length);
    await page.emulateMedia({ media: 'print' });
  });

  await test.step('the address stands in the window however the sheet slides, and nothing else does', async () => {
    const letters = await measureLetters(page);
    expect(letters.map(({ text }) => text).sort()).toEqual(
      COMPANIES.map(({ name }) => expect.stringContaining(`${name}さま、再度のお願い`)).sort(),
    );
    for (const [index, { sheet, address, others, barcodes }] of letters.entries()) {
      expect(sheet.left).toBeCloseTo(0, 1);
      expect(sheet.top).toBeCloseTo(index * SHEET.height, 0);
      expect(address.length).toBeGreaterThan(1);
      for (const [x, y] of [[0, 0], ...SLIPS]) {
        const shown = windowOf(USUAL_WINDOW);
        const slid = { ...shown, left: shown.left - x!, top: shown.top - y! };
        for (const box of address) expect(isWithin(box, slid), JSON.stringify([box, slid])).toBe(true);
      }
      for (const box of address) expect(isWithin(box, addressBoxOf(USUAL_WINDOW))).toBe(true);
      for (const box of others) expect(meets(box, seenBoxOf(USUAL_WINDOW)), JSON.stringify(box)).toBe(false);
      for (const box of [...address, ...others])
        expect(isWithin(box, { left: 4, top: 4, width: 202, height: 289 })).toBe(true);
      // 67 bars at 8 points: 66 pitches of 0.96 mm and a bar of 0.48 mm.
      for (const { width, height } of barcodes) {
        expect(width).toBeCloseTo(66 * 0.96 + 0.48, 1);
        expect(height).toBeCloseTo(2.88, 1);
      }
    }
    expect(letters.flatMap(({ barcodes }) => barcodes)).toHaveLength(2);
  });

  await test.step('each letter is one page', async () => {
    const paper = await page.pdf({ preferCSSPageSize: true });
    expect(paper.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(COMPANIES.length);
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await press(page.getByRole('dialog').getByRole('button', { name: '投函したと記録する' }));
    await expect(page.getByRole('dialog').getByText(/今日に投函/)).toBeVisible();
    await page.getByRole('dialog').getByRole('button', { name: '閉じる' }).last().click();
    await expect(page.getByRole('button', { name: /第1束/ })).toContainText('投函済み 今日');
  });

  await test.step('a letter that came back is noted, and stands in the returns', async () => {
    await page.goto(`${server.url}/app/surveys/${survey.id}/units`);
    await page.getByRole('searchbox').fill('十和田');
    await page.getByRole('button', { name: '結果を記録' }).click();
    await page.getByRole('dialog').getByLabel('結果').selectOption('undeliverable');
    await expect(page.getByRole('dialog').getByText('第1束・管理 花子')).toBeVisible();
    await expectAccessible(page);
    await press(page.getByRole('dialog').getByRole('button', { name: '記録する' }));
    await expect(page.getByRole('link', { name: '十和田農園' })).toContainText(/送付終了\s*宛先不明で戻った/);
    await page.goto(`${server.url}/app/surveys/${survey.id}`);
    await page.getByRole('link', { name: /回収の分析/ }).click();
    await expectHeading(page, '回収の分析');
    await expect(page.getByText('0 / 3', { exact: true }).first()).toBeVisible();
    await expect(page.getByText('0 / 2', { exact: true }).first()).toBeVisible();
    await expect(page.getByText(/このデータでは、偏りがないことを示せません/)).toBeVisible();
    await expectAccessible(page);
    await page.evaluate(() => (window.print = () => undefined));
    await page.getByRole('button', { name: '調査概要を印刷' }).click();
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.print-sheet').getByText(survey.title.ja)).toBeVisible();
    const paper = await page.pdf({ preferCSSPageSize: true });
    expect(paper.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
  });
});

const SLIPS = [
  [SLIP_MM, 0],
  [-SLIP_MM, 0],
  [0, SLIP_MM],
  [0, -SLIP_MM],
  [SLIP_MM, SLIP_MM],
  [-SLIP_MM, -SLIP_MM],
] as const;

/** A tenth of a millimetre: what a browser rounds. */
const ROUNDING_MM = 0.1;

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.left >= outer.left - ROUNDING_MM &&
    inner.top >= outer.top - ROUNDING_MM &&
    inner.left + inner.width <= outer.left + outer.width + ROUNDING_MM &&
    inner.top + inner.height <= outer.top + outer.height + ROUNDING_MM
  );
}

function meets(one: Box, other: Box): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}

interface MeasuredLetter {
  text: string;
  /** On the paper of all letters; the rest from the letter's own corner. */
  sheet: Box;
  /** Each line of text and the bars of the address. */
  address: Box[];
  others: Box[];
  barcodes: Box[];
}

/** Where everything that is printed stands, in millimetres. */
function measureLetters(page: Page): Promise<MeasuredLetter[]> {
  return page.evaluate(() => {
    const mm = 25.4 / 96;
    type Rect = { left: number; top: number; width: number; height: number };
    const toBox = ({ left, top, width, height }: Rect, x: number, y: number) => ({
      left: (left - x) * mm,
      top: (top - y) * mm,
      width: width * mm,
      height: height * mm,
    });
    return [...document.querySelectorAll('.print-sheet .letter')].map((letter) => {
      const corner = letter.getBoundingClientRect();
      const place = (rect: Rect) => toBox(rect, corner.left, corner.top);
      const address: ReturnType<typeof place>[] = [];
      const others: ReturnType<typeof place>[] = [];
      const barcodes: ReturnType<typeof place>[] = [];
      const walker = document.createTreeWalker(letter, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(node);
        const rects = [...range.getClientRects()].filter(({ width }) => width > 0).map(place);
        (node.parentElement!.closest('.to') ? address : others).push(...rects);
      }
      for (const path of letter.querySelectorAll('svg path')) {
        const box = place(path.getBoundingClientRect());
        if (!path.closest('.to')) others.push(box);
        else {
          address.push(box);
          barcodes.push(box);
        }
      }
      for (const fold of letter.querySelectorAll('.fold')) others.push(place(fold.getBoundingClientRect()));
      return {
        text: letter.textContent,
        sheet: toBox(corner, -window.scrollX, -window.scrollY),
        address,
        others,
        barcodes,
      };
    });
  });
}

async function addCompany(
  page: Page,
  { name, postalCode, address }: { name: string; postalCode: string; address: string },
): Promise<void> {
  await page.goto(`${server.url}/app/accounts/new`);
  await page.getByLabel('会社名').fill(name);
  await page.getByLabel('郵便番号').fill(postalCode);
  await page.getByLabel('町名・番地').fill(address);
  await page
    .getByRole('link', { name: '企業のページへ' })
    .or(page.getByRole('button', { name: '企業のページへ' }))
    .click();
  await expectHeading(page, name);
}
