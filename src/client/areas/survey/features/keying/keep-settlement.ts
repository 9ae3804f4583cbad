import type { KeyedValues } from '#domain/fieldwork/keying/keyed-value.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import type { SheetToSettle } from '#protocol/keying.ts';

/** Keeps what somebody settled from the paper; it is sent like an entry, and again to a server that has lost it. */
export async function keepSettlement(
  { db, now, newId }: { db: BansoDatabase; now: () => Instant; newId: () => string },
  {
    surveyId,
    questionnaireId,
    sheet,
    values,
  }: { surveyId: string; questionnaireId: string; sheet: SheetToSettle; values: KeyedValues },
): Promise<void> {
  const at = now();
  await db.keyedEntries.add({
    id: newId(),
    surveyId,
    sheetId: sheet.sheetId,
    pass: 3,
    questionnaireId,
    questionnaireRevision: sheet.questionnaireRevision,
    session: {
      values,
      attempts: {},
      position: 0,
      typing: { typed: '', chosen: null },
      keystrokes: 0,
      signal: 'finished',
    },
    startedAt: at,
    activeSeconds: 0,
    finishedAt: at,
  });
}
