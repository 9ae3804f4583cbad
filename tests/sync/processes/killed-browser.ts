import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import { TEST_PASSWORD } from '#tests/support/app.ts';
import { BrowserProcess } from './browser-process.ts';
import { becomeAdministrator, Reader, type Person } from './people.ts';

/** What came of a browser that was killed again and again. `lost` and `duplicated` must be 0. */
export interface BrowserKills {
  kills: number;
  /** How often the app showed that what stood in a lead was saved. */
  acknowledged: number;
  /** Shown as saved, and neither on the device nor on the server afterwards, or not the same on both. */
  lost: number;
  duplicated: number;
}

/** What the browser is doing when it is killed. */
export type Doing = 'typing' | 'composing' | 'syncing';

export interface KillPlan {
  /** The built server, just started for the first time. */
  url: string;
  adminLink: string;
  /** The program of the browser, and where it keeps what outlives it. */
  browser: string;
  profileDir: string;
  /** One kill for each. */
  doings: readonly Doing[];
  seed: number;
  onKill?: (done: number) => void;
}

/** A lead that is being entered, and what the app has shown of it as saved. */
interface Lead {
  id: string;
  company: string;
  shown: string;
}

const TEXT = 'れいとうせつびのこうしんをけんとうしているがほじょきんのしめきりがわからずこまっている。';
const LONGEST_LIFE_MS = 1_500;
const SENT_MS = 30_000;
const SAVED = '端末に保存済み';

/** Kills a real browser while somebody types or the app syncs, starts it again on the same profile, and looks what is there. */
export async function killBrowser(plan: KillPlan): Promise<BrowserKills> {
  const person = await becomeAdministrator(plan.url, plan.adminLink.split('/').at(-1)!);
  const run = new Run(plan, person);
  await run.signIn();
  for (const [index, doing] of plan.doings.entries()) {
    await run.killWhile(doing);
    plan.onKill?.(index + 1);
  }
  return run.finish();
}

class Run {
  private readonly outcome: BrowserKills = { kills: 0, acknowledged: 0, lost: 0, duplicated: 0 };
  private readonly random: SeededRandom;
  private readonly reader: Reader;
  private browser!: BrowserProcess;
  private lead!: Lead;
  private onShown: () => void = () => {};

  constructor(
    private readonly plan: KillPlan,
    person: Person,
  ) {
    this.random = new SeededRandom(plan.seed);
    this.reader = new Reader(person, plan.url);
  }

  /** The login is on the disk before anything is killed: browsers write cookies late. */
  async signIn(): Promise<void> {
    await this.start();
    const { page } = this.browser;
    await page.goto(`${this.plan.url}/app/sign-in`);
    await page.getByLabel('メールアドレス').fill('a@example.jp');
    await page.getByRole('textbox', { name: /パスワード/ }).fill(TEST_PASSWORD);
    await page.getByRole('button', { name: 'サインイン', exact: true }).click();
    await page
      .getByText(/^送信済み/)
      .first()
      .waitFor({ timeout: SENT_MS });
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await this.browser.quit();
    await this.start();
  }

  async killWhile(doing: Doing): Promise<void> {
    const leads: Lead[] = [];
    for (let count = doing === 'syncing' ? 3 : 1; count > 0; count -= 1) {
      await this.openLead();
      leads.push(this.lead);
      if (doing === 'syncing') await this.enterWhole();
    }
    if (doing === 'syncing') await this.killWhileSyncing();
    else await this.killWhileEntering(doing);
    this.outcome.kills += 1;
    await this.start();
    for (const lead of leads) await this.judge(lead);
  }

  async finish(): Promise<BrowserKills> {
    await this.browser.quit();
    return this.outcome;
  }

  private async start(): Promise<void> {
    this.browser = await BrowserProcess.start(this.plan.browser, this.plan.profileDir);
    await this.browser.page.exposeBinding('tellShown', (_source, id: string, shown: string) => {
      if (id !== this.lead.id) return;
      this.lead.shown = shown;
      this.outcome.acknowledged += 1;
      this.onShown();
    });
  }

  private async openLead(): Promise<void> {
    const id = uuidV7(Date.now(), randomBytes);
    this.lead = { id, company: `会社 ${id}`, shown: '' };
    const { page } = this.browser;
    await page.goto(`${this.plan.url}/app/leads/new?id=${id}`);
    await page.getByLabel('会社名').fill(this.lead.company);
    await page.getByText(SAVED, { exact: true }).waitFor();
    await tellWhatIsShown(page, id);
    await page.getByLabel('相談の内容').focus();
  }

  private async enterWhole(): Promise<void> {
    const isShown = new Promise<void>((resolve) => {
      this.onShown = () => this.lead.shown === TEXT && resolve();
    });
    await this.browser.page.getByLabel('相談の内容').fill(TEXT);
    await isShown;
  }

  /** Half of the times at a moment that nothing announces, else at the very moment when something is shown as saved. */
  private async killWhileEntering(doing: 'typing' | 'composing'): Promise<void> {
    const { browser, random } = this;
    const shownFirst = 1 + random.below(10);
    let shown = 0;
    const moment = new Promise<void>((resolve) => {
      if (random.chance(0.5)) setTimeout(resolve, random.below(LONGEST_LIFE_MS));
      else this.onShown = () => (shown += 1) >= shownFirst && resolve();
    });
    const entering = (doing === 'typing' ? typeText(browser.page) : composeText(browser)).catch(
      () => undefined,
    );
    await Promise.race([moment, entering]);
    this.onShown = () => {};
    await browser.kill();
    await entering;
  }

  private async killWhileSyncing(): Promise<void> {
    const { browser, random } = this;
    const pushing = new Promise<void>((resolve) =>
      browser.page.on('request', (request) => request.url().includes('/sync/push') && resolve()),
    );
    const answered = new Promise<void>((resolve) =>
      browser.page.on('response', (response) => response.url().includes('/sync/push') && resolve()),
    );
    await Promise.race([random.chance(0.5) ? pushing : answered, pause(5_000)]);
    await pause(random.below(40));
    await browser.kill();
  }

  /** What was shown as saved is on the device, goes to the server, and is there once. */
  private async judge(lead: Lead): Promise<void> {
    const { page } = this.browser;
    await page.goto(`${this.plan.url}/app/leads/new?id=${lead.id}`);
    const about = page.getByLabel('相談の内容');
    await about.waitFor();
    const look = async () => {
      await this.reader.pull();
      const records = [...this.reader.held.values()];
      const found = records.filter(({ fields }) => fields['companyName'] === lead.company);
      const onServer = found.find(({ id }) => id === lead.id)?.fields['about'] ?? '';
      return { onDevice: await about.inputValue(), onServer, found: found.length };
    };
    const isRight = ({ onDevice, onServer, found }: Awaited<ReturnType<typeof look>>): boolean =>
      found > 0 && onDevice.startsWith(lead.shown) && onServer === onDevice;
    let seen = await look();
    for (const deadline = Date.now() + SENT_MS; !isRight(seen) && Date.now() < deadline; seen = await look())
      await pause(200);
    if (seen.found > 1) this.outcome.duplicated += 1;
    if (isRight(seen)) return;
    this.outcome.lost += 1;
    process.stderr.write(`lost: ${JSON.stringify({ ...lead, ...seen })}\n`);
  }
}

/** Tells what stands in the field whenever the app says that everything is saved: in the same turn in which it says so. */
async function tellWhatIsShown(page: Page, leadId: string): Promise<void> {
  await page.evaluate(
    ([id, saved]) => {
      const field = document.querySelector('textarea')!;
      const tell = (window as unknown as { tellShown: (id: string, shown: string) => void }).tellShown;
      let before = '';
      new MutationObserver(() => {
        if (field.value === before || !document.querySelector('main')!.innerText.includes(saved)) return;
        before = field.value;
        tell(id, field.value);
      }).observe(document.querySelector('main')!, { subtree: true, childList: true, characterData: true });
    },
    [leadId, SAVED] as const,
  );
}

async function typeText(page: Page): Promise<void> {
  for (const character of TEXT) {
    await page.keyboard.insertText(character);
    await pause(15);
  }
}

/** A phrase of Japanese input that is never ended. */
async function composeText({ context, page }: BrowserProcess): Promise<void> {
  const keyboard = await context.newCDPSession(page);
  for (let length = 1; length <= TEXT.length; length += 1) {
    const text = TEXT.slice(0, length);
    await keyboard.send('Input.imeSetComposition', { text, selectionStart: length, selectionEnd: length });
    await pause(15);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
