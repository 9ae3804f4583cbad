import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import { fileAddress, readUploadId } from '#protocol/files.ts';
import { openPoorLink, type PoorLink } from '#tests/bench/poor-link.ts';
import { measureTab } from '#tests/bench/tab-memory.ts';
import { TEST_PASSWORD } from '#tests/support/app.ts';
import { BrowserProcess } from './browser-process.ts';
import { PhotoMaker, standsUpright } from './made-up-photos.ts';
import { becomeAdministrator, Reader, type Person } from './people.ts';

/** What came of the photos of a visit. `lost`, `doubled`, `differing`, `misturned` and `telling` must be 0. */
export interface PhotoKills {
  photos: number;
  kills: number;
  /** What went up, in MB, after resizing. */
  megabytes: number;
  arrived: number;
  /** Stood on the device, and did not arrive. */
  lost: number;
  /** More photos on the visit than were taken, or the same picture twice. */
  doubled: number;
  /** Arrived with other bytes than stood on the device. */
  differing: number;
  /** Upright ones that lie, or the other way round. */
  misturned: number;
  /** Still say where they were taken. */
  telling: number;
  requestsLost: number;
  /** The tab and its workers at their largest, in MiB: while photos were being taken, and afterwards. */
  memoryTakingMib: number;
  memorySendingMib: number;
  /** From the last letter of a line in the notes to its being with the server, while photos went up. */
  lines: number;
  lineMedianMs: number;
  lineSlowestMs: number;
}

export interface PhotoPlan {
  /** The built server, just started for the first time. */
  url: string;
  adminLink: string;
  /** The program of the browser. */
  browser: string;
  /** For profiles and photos. */
  folder: string;
  photos: number;
  kills: number;
  seed: number;
  onProgress?: (line: string) => void;
}

/** 1 Mbit/s. */
const BYTES_PER_SECOND = 125_000;
const LOSSES = 0.05;
/** So many are chosen at a time. */
const AT_ONCE = 5;
const LINE_EVERY_MS = 4_000;
/** Without a photo taken or sent for so long, something is stuck. */
const PATIENCE_MS = 10 * 60_000;

/** Takes photos on one visit over a poor link, kills the browser again and again meanwhile, and looks at what has arrived. */
export async function killPhotos(plan: PhotoPlan): Promise<PhotoKills> {
  const person = await becomeAdministrator(plan.url, plan.adminLink.split('/').at(-1)!);
  const link = await openPoorLink(BYTES_PER_SECOND, LOSSES);
  const maker = await PhotoMaker.start(plan.browser, join(plan.folder, 'maker'));
  try {
    return await new Run(plan, person, link, maker).go();
  } finally {
    await maker.stop();
    await link.stop();
  }
}

class Run {
  private readonly random: SeededRandom;
  private readonly reader: Reader;
  /** What stood on the device, by upload: the hash of its bytes as they were read there. */
  private readonly onDevice = new Map<string, string>();
  private readonly lineMs: number[] = [];
  private readonly memory = { taking: 0, sending: 0 };
  private browser!: BrowserProcess;
  private visitAddress = '';
  private isBrowserThere = false;
  private taken = 0;
  private kills = 0;
  private lines = 0;

  constructor(
    private readonly plan: PhotoPlan,
    private readonly person: Person,
    private readonly link: PoorLink,
    private readonly maker: PhotoMaker,
  ) {
    this.random = new SeededRandom(plan.seed);
    this.reader = new Reader(person, plan.url);
  }

  async go(): Promise<PhotoKills> {
    await this.begin();
    this.link.becomePoor();
    for (let isDone = false; !isDone;) isDone = await this.live();
    return this.judge();
  }

  /** Signs in and begins a visit, on a good link; the login is on the disk before anything is killed. */
  private async begin(): Promise<void> {
    const page = await this.start();
    await page.goto(`${this.plan.url}/app/sign-in`);
    await page.getByLabel('メールアドレス').fill('a@example.jp');
    await page.getByRole('textbox', { name: /パスワード/ }).fill(TEST_PASSWORD);
    await page.getByRole('button', { name: 'サインイン', exact: true }).click();
    const sent = page.getByText(/^送信済み/).first();
    await sent.waitFor();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.getByRole('button', { name: '訪問を記録' }).click();
    await page.getByRole('searchbox').fill('八戸精機');
    await page.getByRole('button', { name: /新しく登録して訪問を記録/ }).click();
    await page.waitForURL(/\/visits\//);
    this.visitAddress = page.url();
    await sent.waitFor();
    await this.browser.quit();
  }

  private async start(): Promise<Page> {
    this.browser = await BrowserProcess.start(this.plan.browser, join(this.plan.folder, 'phone'), [
      `--proxy-server=${this.link.url}`,
      '--proxy-bypass-list=<-loopback>',
      '--window-size=390,844',
    ]);
    this.isBrowserThere = true;
    const { page } = this.browser;
    page.setDefaultTimeout(PATIENCE_MS);
    // What tsx puts around functions with a name, also those that run in the page.
    await page.addInitScript('globalThis.__name = (named) => named');
    return page;
  }

  /** One life of the browser. @returns whether everything has arrived. */
  private async live(): Promise<boolean> {
    const page = await this.start();
    const lookingAt = setInterval(() => void this.weigh().catch(() => undefined), 1_000);
    const work = this.work(page).then(
      () => 'done' as const,
      (error: unknown) => {
        // What the page was asked when it was killed.
        if (this.isBrowserThere) throw error;
        return 'killed' as const;
      },
    );
    try {
      const end = await Promise.race([work, this.awaitKill()]);
      this.isBrowserThere = false;
      await this.browser.kill();
      await work;
      return end === 'done';
    } finally {
      clearInterval(lookingAt);
      if (this.isBrowserThere) await this.browser.kill();
    }
  }

  private async work(page: Page): Promise<void> {
    await page.goto(this.visitAddress);
    const strip = page.getByRole('region', { name: '写真・ファイル' });
    const tiles = strip.getByRole('listitem');
    await tiles.first().or(strip.getByText('機械、看板')).waitFor();
    this.taken = await tiles.count();
    await Promise.all([this.takeAll(page, strip), this.writeNotes(page)]);
  }

  private async takeAll(page: Page, strip: Locator): Promise<void> {
    await this.lookAtDevice(page);
    while (this.taken < this.plan.photos) {
      const count = Math.min(AT_ONCE, this.plan.photos - this.taken);
      const folder = join(this.plan.folder, 'photos');
      await mkdir(folder, { recursive: true });
      const files: string[] = [];
      for (let index = this.taken; index < this.taken + count; index += 1) {
        files.push(join(folder, `IMG_${index}.jpg`));
        await writeFile(files.at(-1)!, await this.maker.make(index));
      }
      await chooseFiles(page, files);
      for (let done = 1; done <= count; done += 1) {
        await strip.getByRole('listitem').nth(this.taken).waitFor();
        this.taken += 1;
      }
      // Says which one it is at, until the last is kept.
      await strip.getByRole('status').waitFor({ state: 'hidden' });
      await rm(folder, { recursive: true });
      await this.lookAtDevice(page);
    }
  }

  /** Lines in the notes, until all photos are with the server. */
  private async writeNotes(page: Page): Promise<void> {
    const notes = page.getByLabel('メモ');
    while (this.countArrived() < this.plan.photos) {
      await pause(LINE_EVERY_MS);
      this.lines += 1;
      const line = `${this.lines}行目、工場長の話。`;
      await notes.press('Control+End');
      await page.keyboard.insertText(`${line}\n`);
      const startedMs = performance.now();
      while (!this.notesOnServer().includes(line)) {
        await pause(50);
        await this.reader.pull();
        if (!this.isBrowserThere) throw new Error('killed before the line had arrived');
        if (performance.now() - startedMs > PATIENCE_MS)
          throw new Error('a line in the notes has not arrived');
      }
      this.lineMs.push(performance.now() - startedMs);
      this.plan.onProgress?.(
        `${this.taken} taken, ${this.countArrived()} arrived, ${this.kills} kills, line ${Math.round(this.lineMs.at(-1)!)} ms, ${Math.round(Math.max(...Object.values(this.memory)))} MiB`,
      );
    }
  }

  /** The kills are spread over what is done: half of it is taking, half sending; then at a moment that nothing announces. */
  private async awaitKill(): Promise<'kill'> {
    const { photos, kills } = this.plan;
    const share = (this.kills + 1) / (kills + 1);
    while (
      this.isBrowserThere &&
      (this.kills >= kills || (this.taken + this.countArrived()) / (2 * photos) < share)
    )
      await pause(200);
    await pause(this.random.below(5_000));
    if (!this.isBrowserThere) return 'kill';
    this.kills += 1;
    return 'kill';
  }

  private async weigh(): Promise<void> {
    const phase = this.taken < this.plan.photos ? 'taking' : 'sending';
    this.memory[phase] = Math.max(this.memory[phase], await measureTab(this.browser.browser));
  }

  /** Hashes what has come to stand on the device, without the app's help. */
  private async lookAtDevice(page: Page): Promise<void> {
    const found = await page.evaluate(hashFiles, [...this.onDevice.keys()]);
    for (const [key, hash] of found) this.onDevice.set(key, hash);
  }

  private listPhotos(): SyncRecord[] {
    return [...this.reader.held.values()].filter(
      ({ collection, deletedAt }) => collection === 'attachments' && deletedAt === null,
    );
  }

  private countArrived(): number {
    return this.listPhotos().filter(
      ({ fields }) => fields['verifiedAt'] !== undefined && fields['thumbnailVerifiedAt'] !== undefined,
    ).length;
  }

  private notesOnServer(): string {
    const visit = [...this.reader.held.values()].find(({ collection }) => collection === 'visits');
    return String(visit?.fields['notes'] ?? '');
  }

  private async judge(): Promise<PhotoKills> {
    await this.reader.pull();
    const photos = this.listPhotos();
    const ids = new Set(photos.map(({ id }) => id));
    let [lost, differing, telling, bytes] = [0, 0, 0, 0];
    for (const [key, hash] of this.onDevice) {
      const { attachmentId, part } = readUploadId(key)!;
      // Killed between a file and its record, which was never shown to anybody.
      if (!ids.has(attachmentId)) continue;
      const answer = await fetch(`${this.plan.url}${fileAddress(attachmentId, part)}`, {
        headers: { cookie: this.person.cookie },
      });
      const content = Buffer.from(await answer.arrayBuffer());
      if (!answer.ok) lost += 1;
      else if (createHash('sha256').update(content).digest('hex') !== hash) differing += 1;
      if (content.includes('Exif\0\0', 0, 'latin1')) telling += 1;
      bytes += content.length;
    }
    lost += [...ids].filter(
      (id) => !this.onDevice.has(`${id}.full`) || !this.onDevice.has(`${id}.thumb`),
    ).length;
    const isUpright = ({ fields }: SyncRecord): boolean => Number(fields['height']) > Number(fields['width']);
    const upright = Array.from({ length: this.plan.photos }, (_, index) => standsUpright(index));
    const sorted = this.lineMs.sort((one, other) => one - other);
    return {
      photos: this.plan.photos,
      kills: this.kills,
      megabytes: Math.round(bytes / 1e5) / 10,
      arrived: this.countArrived(),
      lost: lost + Math.max(0, this.plan.photos - photos.length),
      doubled:
        Math.max(0, photos.length - this.plan.photos) +
        photos.length -
        new Set(photos.map(({ fields }) => fields['sha256'])).size,
      differing,
      misturned: Math.abs(photos.filter(isUpright).length - upright.filter(Boolean).length),
      telling,
      requestsLost: this.link.lost,
      memoryTakingMib: Math.round(this.memory.taking),
      memorySendingMib: Math.round(this.memory.sending),
      lines: sorted.length,
      lineMedianMs: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
      lineSlowestMs: Math.round(sorted.at(-1) ?? 0),
    };
  }
}

/** By the browser itself, as a person does: Playwright would carry the bytes into the page, whose memory is measured. */
async function chooseFiles(page: Page, files: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', {
    expression: `document.querySelector('input[type=file][multiple]')`,
  });
  await session.send('DOM.setFileInputFiles', { files, objectId: result.objectId! });
  await session.detach();
}

/** In the page: the hashes of the files that the app's database holds, of those not known yet. */
async function hashFiles(known: string[]): Promise<[string, string][]> {
  const ask = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error!));
    });
  const { name } = (await indexedDB.databases()).find((each) => each.name?.startsWith('banso-'))!;
  const db = await ask(indexedDB.open(name!));
  const keys = (await ask(db.transaction('fileBytes').objectStore('fileBytes').getAllKeys())) as string[];
  const hashes: [string, string][] = [];
  for (const key of keys.filter((each) => !known.includes(each))) {
    const row = (await ask(db.transaction('fileBytes').objectStore('fileBytes').get(key))) as
      | { bytes: ArrayBuffer }
      | undefined;
    if (!row) continue;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', row.bytes));
    // Ours, and nothing that the app would hold: its memory is what is measured.
    (row.bytes as { transfer?: (length: number) => ArrayBuffer }).transfer?.(0);
    hashes.push([key, [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')]);
  }
  db.close();
  return hashes;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
