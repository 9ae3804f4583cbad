import { onBeforeUnmount, onMounted, reactive, ref, shallowRef } from 'vue';
import { parseInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import type { ArrivalEvent } from '#domain/fieldwork/history/unit-event.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { KeptScan } from '#client/storage/database.ts';
import { dropScan, jotScan, keepScan, settleScan, type NewScan } from '#client/storage/scan-queue.ts';
import { sendScans, type SendingEnd } from '#client/sync/send-scans.ts';
import { soundTaken, soundWrong } from './sounds.ts';

const SHOWN = 10;
const RETRY_MS = 15_000;

/** How the last reading went, as it is said at once. */
export interface Reading {
  outcome: 'kept' | 'mistyped' | 'twice' | 'failed';
  event: ArrivalEvent;
  /** As it was read, or in its printed form. */
  code: string;
  /** Counts the readings, so that the same one twice is seen to be another. */
  number: number;
}

/**
 * The desk of one survey: each code that is read is kept on the device before it is said to be
 * taken in, and goes to the server as soon as it can.
 */
export function useArrivals(surveyId: string) {
  const { db, newId } = useWorkspace();
  const last = shallowRef<Reading>();
  const trouble = shallowRef<SendingEnd>('sent');
  const number = ref(0);
  let turn: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setInterval> | undefined;

  const scans = useLiveQuery(
    async () => {
      const all = await db.scans.orderBy('seq').toArray();
      const own = all.filter((scan) => scan.surveyId === surveyId).reverse();
      const undone = new Set(own.flatMap(({ undoes }) => undoes ?? []));
      return {
        waiting: own.filter(({ state }) => state === 'waiting').length,
        complaints: own.filter(({ state }) => state === 'complaint').reverse(),
        recent: own
          .filter(({ undoes }) => undoes === undefined)
          .slice(0, SHOWN)
          .map((scan) => ({ ...scan, isUndone: undone.has(scan.id) })),
      };
    },
    { waiting: 0, complaints: [], recent: [] },
  );

  /** Reads a code: said to be taken in once the device has it, in the order of reading. */
  function read(text: string, event: ArrivalEvent): void {
    const code = parseInvitationCode(text);
    if (code === undefined) {
      tell('mistyped', event, text.slice(0, 40));
      return;
    }
    const scan: NewScan = { id: newId(), surveyId, code, event, at: new Date().toISOString() };
    // Before anything is waited for: a page that dies now has lost nothing.
    jotScan(db, scan);
    turn = turn.then(() => take(scan));
  }

  async function take(scan: NewScan): Promise<void> {
    try {
      if (await isRead(scan)) {
        dropScan(db, scan.id);
        tell('twice', scan.event, scan.code);
        return;
      }
      await keepScan(db, { ...scan, at: await putRight(scan.at) });
      tell('kept', scan.event, scan.code);
    } catch (error) {
      console.error('a scan could not be kept', error);
      tell('failed', scan.event, scan.code);
      return;
    }
    void send();
  }

  /** Whether this device has read the same before, and nobody took it back. */
  async function isRead({ code, event }: NewScan): Promise<boolean> {
    const same = await db.scans.where('[surveyId+code]').equals([surveyId, code]).toArray();
    const undone = new Set(same.flatMap(({ undoes }) => undoes ?? []));
    return same.some(
      (scan) =>
        scan.event === event &&
        scan.undoes === undefined &&
        !undone.has(scan.id) &&
        (scan.answer === undefined || scan.answer.result === 'noted'),
    );
  }

  /** By the server's clock, where it is known how far the device's is off. */
  async function putRight(at: string): Promise<string> {
    const offset = (await db.getMeta('clockOffsetMs')) ?? 0;
    return new Date(Date.parse(at) + offset).toISOString();
  }

  function tell(outcome: Reading['outcome'], event: ArrivalEvent, code: string): void {
    if (outcome === 'kept') soundTaken();
    else soundWrong();
    number.value += 1;
    last.value = { outcome, event, code, number: number.value };
  }

  /** Takes a scan back; the server hears of both. */
  async function undo({ id, code, event }: KeptScan): Promise<void> {
    const at = await putRight(new Date().toISOString());
    await keepScan(db, { id: newId(), surveyId, code, event, at, undoes: id });
    await send();
  }

  async function send(): Promise<void> {
    try {
      const before = scans.data.value.complaints.length;
      trouble.value = await sendScans(db);
      const after = await db.scans.where('state').equals('complaint').count();
      if (after > before) soundWrong();
    } catch (error) {
      // What was read stands where it stands; it is tried again.
      console.warn('scans could not be sent', error);
    }
  }

  onMounted(() => {
    void send();
    timer = setInterval(() => void send(), RETRY_MS);
    window.addEventListener('online', send);
  });
  onBeforeUnmount(() => {
    clearInterval(timer);
    window.removeEventListener('online', send);
  });

  return reactive({
    last,
    trouble,
    scans: scans.data,
    read,
    undo,
    settle: (seq: number) => settleScan(db, seq),
  });
}
