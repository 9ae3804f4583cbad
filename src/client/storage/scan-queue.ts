import type { Instant } from '#domain/canonical/dates.ts';
import type { Scan, ScanAnswer } from '#protocol/unit-history.ts';
import type { BansoDatabase, KeptScan } from './database.ts';
import { forgetRemembered } from './device-memory.ts';
import { readByKeys } from './read-by-keys.ts';

/** A scan that is not in the database yet. */
export type NewScan = Omit<KeptScan, 'seq' | 'state' | 'answer' | 'epoch'>;

/** So long a scan is kept after the server has it, for the case that the server loses it. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1_000;

/** A scan as it stands in the journal; `order` tells those of one millisecond apart. */
interface JottedScan {
  scan: NewScan;
  order: number;
}
let jotted = 0;
/** Those that this page is about to keep or to drop. */
const inHand = new Set<string>();

/**
 * Writes a scan down where a dying page still can; `keepScan` takes it over. A browser that keeps
 * nothing there loses the net, not the scan.
 */
export function jotScan(db: BansoDatabase, scan: NewScan): void {
  jotted += 1;
  inHand.add(scan.id);
  try {
    localStorage.setItem(keyOf(db, scan.id), JSON.stringify({ scan, order: jotted } satisfies JottedScan));
  } catch (error) {
    console.warn('the journal of scans cannot be kept', error);
  }
}

/** Forgets a scan that was written down and is not to be kept. */
export function dropScan(db: BansoDatabase, id: string): void {
  inHand.delete(id);
  forgetRemembered(keyOf(db, id));
}

/** Keeps a scan durably, once. */
export async function keepScan(db: BansoDatabase, scan: NewScan): Promise<void> {
  try {
    await db.transaction('rw', db.scans, async () => {
      if ((await db.scans.where('id').equals(scan.id).count()) === 0)
        await db.scans.add({ ...scan, state: 'waiting' });
    });
  } finally {
    inHand.delete(scan.id);
  }
  dropScan(db, scan.id);
}

/** Takes over what pages wrote down and did not come to keep. */
export async function takeUpScans(db: BansoDatabase): Promise<void> {
  for (const scan of listJotted(db)) if (!inHand.has(scan.id)) await keepScan(db, scan);
}

function listJotted(db: BansoDatabase): NewScan[] {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index)!);
    const scans = keys
      .filter((key) => key.startsWith(prefixOf(db)))
      .flatMap((key) => {
        const text = localStorage.getItem(key);
        return text === null ? [] : [JSON.parse(text) as JottedScan];
      });
    return scans
      .sort((a, b) => Date.parse(a.scan.at) - Date.parse(b.scan.at) || a.order - b.order)
      .map(({ scan }) => scan);
  } catch (error) {
    console.warn('the journal of scans cannot be read', error);
    return [];
  }
}

/** The first scans that wait, all of one survey, in the order in which they were read. */
export async function listWaitingScans(db: BansoDatabase, most: number): Promise<KeptScan[]> {
  const waiting = await db.scans.where('state').equals('waiting').sortBy('seq');
  const surveyId = waiting[0]?.surveyId;
  return waiting.filter((scan) => scan.surveyId === surveyId).slice(0, most);
}

/** A scan as it is sent. */
export function toSent({ id, at, event, code, undoes }: KeptScan): Scan {
  return undoes === undefined ? { id, at, event, code } : { id, at, undoes };
}

/** Whether somebody has to look at what the server says of a scan. */
export function isComplaint({ result, isAnswered }: Pick<ScanAnswer, 'result' | 'isAnswered'>): boolean {
  return isAnswered || !['noted', 'undone', 'nothingToUndo'].includes(result);
}

/** Keeps what the server says of scans. What somebody has settled stays so when the server says the same again. */
export async function noteScanAnswers(
  db: BansoDatabase,
  { epoch, results }: { epoch: string; results: readonly ScanAnswer[] },
): Promise<void> {
  await db.transaction('rw', db.scans, async () => {
    for (const { id, result, name, isAnswered } of results) {
      const scan = await db.scans.where('id').equals(id).first();
      // Where two tabs could not agree on who sends, the first answer stands.
      if (scan?.state !== 'waiting') continue;
      const answer = { result, name, isAnswered };
      const isKnown = scan.answer?.result === result && scan.answer.isAnswered === isAnswered;
      const state = !isComplaint(answer) ? 'done' : isKnown ? 'settled' : 'complaint';
      await db.scans.update(scan.seq, { answer, state, epoch });
    }
  });
}

/**
 * In a new epoch of the server, which was put back from a backup, everything that it had taken in
 * before waits again. What it has had for long is forgotten.
 */
export async function wakeScans(db: BansoDatabase, epoch: string, now: Instant): Promise<void> {
  const oldest = new Date(Date.parse(now) - KEPT_MS).toISOString();
  await db.transaction('rw', db.scans, async () => {
    const answered = await readByKeys(db.scans, 'state', ['done', 'settled', 'complaint']);
    for (const scan of answered) {
      if (scan.epoch !== epoch) {
        // A complaint that nobody has looked at yet is one anew.
        const { answer, ...bare } = scan;
        const known = scan.state === 'settled' && answer ? { answer } : {};
        await db.scans.put({ ...bare, ...known, state: 'waiting' });
      } else if (scan.at < oldest && scan.state !== 'complaint') {
        await db.scans.delete(scan.seq);
      }
    }
  });
}

/** Says that somebody has looked at what the server says of a scan. */
export async function settleScan(db: BansoDatabase, seq: number): Promise<void> {
  await db.scans.update(seq, { state: 'settled' });
}

function prefixOf(db: BansoDatabase): string {
  return `banso.scan.${db.name}.`;
}

function keyOf(db: BansoDatabase, id: string): string {
  return `${prefixOf(db)}${id}`;
}
