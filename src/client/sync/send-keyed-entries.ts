import type { Instant } from '#domain/canonical/dates.ts';
import { ApiProblem } from '#client/api/http.ts';
import { postKeyedEntry } from '#client/api/keying-api.ts';
import { exclusively } from '#client/browser/exclusively.ts';
import type { BansoDatabase, KeptKeying } from '#client/storage/database.ts';
import type { KeyedEntry } from '#protocol/keying.ts';

/** An entry that the server has is kept so long, for the case that an older state of it is put back. */
const KEPT_DAYS = 30;

/** How many a round gets through. */
export interface KeyedEntriesSent {
  sent: number;
  /** Which the server does not take as they are. */
  refused: number;
  waiting: number;
}

/**
 * Sends what was keyed of sheets, in the order in which it was finished, and again what another epoch of the
 * server does not know. A second entry waits until the first has come from wherever it was keyed.
 *
 * @throws Unreachable, and ApiProblem where it is about the person or the server, not the entry; what was
 *   sent until then is kept as sent.
 */
export async function sendKeyedEntries(
  db: BansoDatabase,
  now: () => Instant,
  knownEpoch?: string,
): Promise<KeyedEntriesSent> {
  return exclusively(`keying-${db.name}`, async () => {
    let epoch = knownEpoch ?? (await db.getMeta('epoch'));
    const finished = (await db.keyedEntries.toArray()).filter(isFinished).sort(byPassAndTime);
    const done: KeyedEntriesSent = { sent: 0, refused: 0, waiting: 0 };
    for (const kept of finished) {
      if (kept.refusal !== undefined) done.refused += 1;
      else if (kept.sent === undefined || (epoch !== undefined && kept.sent.epoch !== epoch)) {
        const outcome = await send(db, kept, now);
        done[outcome.result] += 1;
        epoch = outcome.epoch ?? epoch;
      }
    }
    await forgetOld(db, now());
    return done;
  });
}

type Finished = KeptKeying & { finishedAt: Instant };

function isFinished(kept: KeptKeying): kept is Finished {
  return kept.finishedAt !== undefined;
}

function byPassAndTime(one: Finished, other: Finished): number {
  if (one.pass !== other.pass) return one.pass - other.pass;
  return one.finishedAt < other.finishedAt ? -1 : 1;
}

async function send(
  db: BansoDatabase,
  kept: Finished,
  now: () => Instant,
): Promise<{ result: keyof KeyedEntriesSent; epoch?: string }> {
  try {
    const { epoch, status, isSecondPlanned } = await postKeyedEntry(kept.surveyId, toEntry(kept));
    await db.keyedEntries.update(kept.id, { sent: { epoch, at: now(), status, isSecondPlanned } });
    return { result: 'sent', epoch };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const { code, title, status } = error;
    if (code === 'keyed-sheet-unknown') return { result: 'waiting' };
    // Settled by somebody else in the meantime: the server has a settlement, and that is what counts.
    if (code === 'keyed-not-waiting') {
      await db.keyedEntries.delete(kept.id);
      return { result: 'sent' };
    }
    const isAboutEntry = [400, 404, 409, 410, 422].includes(status) || code === 'keyed-same-person';
    if (!isAboutEntry) throw error;
    await db.keyedEntries.update(kept.id, { refusal: { code, title } });
    return { result: 'refused' };
  }
}

function toEntry(kept: Finished): KeyedEntry {
  const { session, sent } = kept;
  return {
    id: kept.id,
    sheetId: kept.sheetId,
    pass: kept.pass,
    ...(kept.code !== undefined && { code: kept.code }),
    ...(kept.number !== undefined && { number: kept.number }),
    questionnaireRevision: kept.questionnaireRevision,
    values: { ...session.values },
    attempts: Object.fromEntries(
      Object.entries(session.attempts).map(([field, values]) => [field, [...values]]),
    ),
    keystrokes: session.keystrokes,
    activeSeconds: Math.round(kept.activeSeconds),
    startedAt: kept.startedAt,
    finishedAt: kept.finishedAt,
    isSecondPlanned: sent?.isSecondPlanned ?? false,
  };
}

async function forgetOld(db: BansoDatabase, now: Instant): Promise<void> {
  const before = new Date(Date.parse(now) - KEPT_DAYS * 86_400_000).toISOString();
  await db.keyedEntries.filter(({ sent }) => sent !== undefined && sent.at < before).delete();
}
