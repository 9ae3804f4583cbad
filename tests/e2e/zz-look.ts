import { chromium } from '@playwright/test';
import { startServer } from './server.ts';
import { signIn } from './steps.ts';
const PW: Record<string,string> = { kudo: 'harika1-mirusa4-metamo6-yayuko2', mikami: 'sanuna6-ratama1-takena2-fusenu3' };
const server = await startServer({ dataDir: '/tmp/h/c-data' });
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] });
const out = '/tmp/h/c-shots';
const S = 'sme-survey-2026';
try {
  const open = async (who: string) => {
    const context = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce', viewport: { width: 1180, height: 820 } });
    const page = await context.newPage();
    page.setDefaultTimeout(40000);
    await signIn(page, server.url, `${who}@demo.example`, PW[who]!);
    return page;
  };
  const shot = async (page: import('@playwright/test').Page, name: string) => {
    await page.setViewportSize({ width: 1180, height: 820 }); await page.waitForTimeout(400);
    await page.screenshot({ path: `${out}/${name}-t.png` });
    await page.setViewportSize({ width: 390, height: 844 }); await page.waitForTimeout(400);
    await page.screenshot({ path: `${out}/${name}-p.png`, fullPage: true });
    await page.setViewportSize({ width: 1180, height: 820 });
  };
  const a = await open('mikami');
  await a.waitForTimeout(8000);
  await a.goto(`${server.url}/app/surveys/${S}/paper`);
  await a.getByRole('img', { name: '紙の調査票の見本' }).waitFor();
  await shot(a, 'paper');
  await a.evaluate(() => (window.print = () => undefined));
  await a.getByRole('button', { name: '印刷する' }).click();
  await a.waitForTimeout(500);
  await a.emulateMedia({ media: 'print' });
  await a.setViewportSize({ width: 794, height: 1123 });
  const pages = a.locator('.print-sheet .paper-page');
  console.log('pages', await pages.count());
  for (let i = 0; i < await pages.count(); i += 1) await pages.nth(i).screenshot({ path: `${out}/page${i + 1}.png` });
  await a.pdf({ path: `${out}/paper.pdf`, preferCSSPageSize: true });
  await a.emulateMedia({ media: 'screen' });
  await a.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await a.setViewportSize({ width: 1180, height: 820 });
  const begin = async (page: typeof a, number: string) => {
    await page.goto(`${server.url}/app/surveys/${S}/keying`);
    await page.getByLabel('コードのない票の番号').fill(number);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /主な業種/ }).waitFor();
  };
  const text = async (page: typeof a) => { for (const k of ['Enter']) await page.keyboard.press(k); };
  await begin(a, '101');
  await a.keyboard.type('53');
  await a.keyboard.type('413');
  await a.keyboard.type('85'); await a.keyboard.press('Enter');
  await a.waitForTimeout(300);
  await shot(a, 'sheet-odd');
  await a.keyboard.type('1');
  await a.keyboard.type('2+5'); 
  await shot(a, 'sheet');
  await a.keyboard.press('Enter');
  await a.keyboard.type('52'); await a.keyboard.press('Enter');
  await a.waitForTimeout(300);
  await shot(a, 'sheet-text');
  await text(a);
  const rest = async (page: typeof a) => {
    for (let i = 0; i < 60; i += 1) {
      if (await page.getByRole('heading', { name: 'この票の最後です' }).count()) break;
      const key = await page.locator('section[aria-labelledby^="label-"]').first().getAttribute('aria-labelledby');
      if (key === 'label-awareness') { await page.keyboard.type('3'); await page.waitForTimeout(200); await shot(page, 'sheet-skip'); continue; }
      await page.keyboard.press(key?.includes('directions') || key === 'label-consultation' || key === 'label-consent_record' ? '1' : 'Enter');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '紙の回答の入力' }).waitFor();
  };
  await rest(a);
  await begin(a, '102');
  await a.keyboard.type('5');
  await a.waitForTimeout(300);
  await a.goto(`${server.url}/app/surveys/${S}/keying`);
  await a.waitForTimeout(1500);
  await shot(a, 'start');
  await shot(a, 'survey-dummy');
  const b = await open('kudo');
  await b.waitForTimeout(6000);
  await begin(b, '101');
  await b.keyboard.type('9');
  await b.waitForTimeout(300);
  await shot(b, 'sheet-differs');
  await b.goto(`${server.url}/app/surveys/${S}/keying/settle`);
  await b.waitForTimeout(1000);
  await shot(b, 'settle-none');
  await b.goto(`${server.url}/app/surveys/${S}/keying/quality`);
  await b.waitForTimeout(1000);
  await shot(b, 'quality');
  await b.goto(`${server.url}/app/surveys/${S}`);
  await b.waitForTimeout(1500);
  await shot(b, 'survey');
} finally {
  await browser.close();
  await server.stop();
}
