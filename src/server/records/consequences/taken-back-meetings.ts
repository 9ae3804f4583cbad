import { mayTakeBack, type Meeting } from '#domain/records/meeting.ts';
import type { CentreRecord } from '#server/database/queries/records.ts';
import { audit } from '#server/journal/audit.ts';
import type { Consequence } from './consequence.ts';
import { clockAt, writeDecisions, type Decision, type Judging } from './judging.ts';

/** A meeting that was held, as somebody says that it was not. */
interface TakenBack {
  by: string;
  before: Partial<Meeting>;
}

/**
 * Watches for meetings that are taken back: whoever held one may, and it is written down. From anybody else it stays held, with
 * the pack as it was shown.
 */
export function watchMeetings(): Consequence {
  const taken = new Map<string, TakenBack>();
  return {
    notice({ change, before, after }) {
      if (after.collection !== 'meetings') return;
      const held = (before?.fields ?? {}) as Partial<Meeting>;
      const isHeld = (after.fields as Partial<Meeting>).heldAt !== undefined;
      if (held.heldAt !== undefined && !isHeld) taken.set(after.id, { by: change.madeBy, before: held });
      else if (isHeld) taken.delete(after.id);
    },
    follow: (judging, recordOf) => followTakenBack(judging, taken, recordOf),
  };
}

async function followTakenBack(
  judging: Judging,
  taken: ReadonlyMap<string, TakenBack>,
  recordOf: (id: string) => CentreRecord,
): Promise<CentreRecord[]> {
  const decisions: Decision[] = [];
  for (const [id, { by, before }] of taken) {
    const { heldAt, heldBy, shown } = before;
    if (mayTakeBack(before, by))
      await audit(judging.tx, clockAt(judging.serverTime), {
        centreId: judging.centreId,
        by,
        action: 'meetings.take-back',
        subject: id,
        detail: { heldAt: heldAt ?? null },
      });
    else
      decisions.push({
        record: recordOf(id),
        fields: { heldAt: heldAt ?? null, heldBy: heldBy ?? null, shown: shown ?? null },
        isUnseeing: true,
      });
  }
  return writeDecisions(judging, decisions);
}
