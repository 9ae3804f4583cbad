import { parseInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import { hashSheetCode } from '#domain/fieldwork/keying/keyed-value.ts';
import { beginKeying } from '#domain/fieldwork/keying/keying-session.ts';
import { makeKeyingForm } from '#domain/fieldwork/keying/key-fields.ts';
import { tokyoDate, type Instant } from '#domain/canonical/dates.ts';
import { findRevision } from '#client/records/documents.ts';
import type { BansoDatabase, KeptKeying, KeptKeyingWork } from '#client/storage/database.ts';
import type { WaitingSheet } from '#protocol/keying.ts';

/** What stands on a sheet. */
export type SheetMark = { code: string } | { number: string };

/** What came of wanting to key a sheet: the entry to go on with, or why there is none. */
export type Begun =
  | { entryId: string }
  | { refused: 'mistyped' | 'ownSheet' | 'keyedTwice' | 'noQuestionnaire' };

/**
 * Begins keying a sheet, or goes on where it was begun: the second entry where somebody else has keyed it, as far
 * as the server has told, else the first.
 *
 * @param isAnother a further sheet with the same code, though one of it was keyed here
 */
export async function beginSheet(
  { db, now, newId }: { db: BansoDatabase; now: () => Instant; newId: () => string },
  { surveyId, questionnaireId, questionnaireRevision, work }: KeptKeyingWork,
  mark: SheetMark,
  isAnother = false,
): Promise<Begun> {
  const sheet = readMark(mark);
  if (!sheet) return { refused: 'mistyped' };
  const kept = await db.keyedEntries.where('surveyId').equals(surveyId).toArray();
  const waiting = work.second.find((each) => bears(each, sheet));
  const pass = waiting ? 2 : 1;
  const before = kept.find((entry) =>
    waiting
      ? entry.pass === 2 && entry.sheetId === waiting.sheetId
      : entry.pass === 1 && isSame(entry, sheet),
  );
  if (before && before.finishedAt === undefined) return { entryId: before.id };
  const isOwn = !waiting && work.own.some((each) => bears(each, sheet));
  if ((before || isOwn) && !isAnother) return { refused: waiting ? 'keyedTwice' : 'ownSheet' };
  const revision = waiting?.questionnaireRevision ?? questionnaireRevision;
  const questionnaire = await findRevision(db, questionnaireId, revision);
  if (!questionnaire) return { refused: 'noQuestionnaire' };
  const startedAt = now();
  const first = waiting && { salt: waiting.salt, hashes: waiting.hashes };
  const begun: KeptKeying = {
    id: newId(),
    surveyId,
    sheetId: waiting?.sheetId ?? newId(),
    pass,
    ...sheet,
    questionnaireId,
    questionnaireRevision: revision,
    session: beginKeying(makeKeyingForm(questionnaire, tokyoDate(startedAt)), first),
    ...(first && { first }),
    startedAt,
    activeSeconds: 0,
  };
  await db.keyedEntries.add(begun);
  return { entryId: begun.id };
}

function readMark(mark: SheetMark): SheetMark | undefined {
  if ('code' in mark) {
    const code = parseInvitationCode(mark.code);
    return code === undefined ? undefined : { code };
  }
  const number = mark.number.normalize('NFKC').trim();
  return /^[0-9A-Za-z-]{1,20}$/.test(number) ? { number } : undefined;
}

function bears(
  { salt, codeHash, number }: Pick<WaitingSheet, 'salt' | 'codeHash' | 'number'>,
  sheet: SheetMark,
): boolean {
  return 'code' in sheet ? codeHash === hashSheetCode(salt, sheet.code) : number === sheet.number;
}

function isSame({ code, number }: KeptKeying, sheet: SheetMark): boolean {
  return 'code' in sheet ? code === sheet.code : number === sheet.number;
}
