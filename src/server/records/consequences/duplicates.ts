import {
  findMergePointer,
  findMergeRoot,
  listMergedWith,
  type MergePointers,
} from '#domain/casework/merged-accounts.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { planCounting, planDuplicateMark } from '#domain/fieldwork/duplicate-mark.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import { audit, type AuditAction } from '#server/journal/audit.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import { listRecords, type CentreRecord } from '#server/database/queries/records.ts';
import {
  findPrimaryResponse,
  listAnsweredSurveys,
  listCompanyResponses,
  listDuplicateResponses,
  type SurveyUnit,
} from '#server/database/queries/submitted-responses.ts';
import type { Consequence } from './consequence.ts';
import { clockAt, findQuestionnaireOf, judgeOf, writeDecisions, type Judging } from './judging.ts';

/** A response that a push has submitted, given to another unit, deleted or brought back. */
interface JudgedResponse {
  /** As it is now. */
  record: CentreRecord;
  /** Submitted before; it may have been marked beside the responses of another company. */
  isMoved: boolean;
  /** The unit that it has left. */
  from: ResponseUnit | undefined;
}

/** The unit that a response names. */
interface ResponseUnit {
  surveyId: string;
  accountId: string;
}

/** It with all the records that its company consists of. */
function companyUnitOf({ surveyId, accountId }: ResponseUnit, pointers: MergePointers): SurveyUnit {
  return { surveyId, accountIds: listMergedWith(accountId, pointers) };
}

/**
 * Watches for submitted responses that come to another unit, to none, or, deleted or brought back, go or come; and for
 * companies that are merged or parted, whose responses then stand beside others.
 */
export function watchDuplicates(): Consequence {
  const joined = new Set<string>();
  /** In the order of the push, as each was before it. */
  const noticed = new Map<string, Pick<JudgedResponse, 'isMoved' | 'from'>>();
  return {
    notice({ before, after }) {
      const { collection, id, fields } = after;
      const [into, was] = [findMergePointer(after), findMergePointer(before)];
      if (into !== was) for (const each of [id, into, was]) if (each !== undefined) joined.add(each);
      if (collection !== 'responses' || !fields['submittedAt'] || noticed.has(id)) return;
      const isMoved = Boolean(before?.fields['submittedAt']);
      const from = before && isMoved ? countingUnitOf(before) : undefined;
      const to = countingUnitOf(after);
      if (!isMoved || from?.surveyId !== to?.surveyId || from?.accountId !== to?.accountId)
        noticed.set(id, { isMoved, from });
    },
    follow: async (judging, recordOf) => {
      if (noticed.size === 0 && joined.size === 0) return [];
      const pointers = await listMergePointers(judging.tx, judging.centreId);
      const judged = await judgeDuplicates(
        judging,
        [...noticed].map(([id, come]) => ({ ...come, record: recordOf(id) })),
        pointers,
      );
      return [...judged, ...(await judgeCompanies(judging, joined, pointers))];
    },
  };
}

/** The unit that a response is given for, if its company is known. */
function surveyUnitOf({ fields: { surveyId, accountId } }: SyncRecord): ResponseUnit | undefined {
  return typeof surveyId === 'string' && typeof accountId === 'string' ? { surveyId, accountId } : undefined;
}

/** The unit that a response stands in; a deleted one stands in none. */
function countingUnitOf(record: SyncRecord): ResponseUnit | undefined {
  return record.deletedAt === null ? surveyUnitOf(record) : undefined;
}

/**
 * Sees to it that of each unit that a push concerns one response counts, in the order of the
 * push: a response whose company has answered the same survey before becomes a `duplicate`;
 * one that was a duplicate elsewhere and finds no other counts again; and where the one that
 * counted has left, the first duplicate that nobody has settled yet counts in its place. Each
 * is a change of its own with the reason beside it, so that the office can settle it.
 *
 * @param judged all of them are written already.
 * @returns the records that this has changed, as they are now.
 */
async function judgeDuplicates(
  judging: Judging,
  judged: readonly JudgedResponse[],
  pointers: MergePointers,
): Promise<CentreRecord[]> {
  const { tx, centreId } = judging;
  const changed: CentreRecord[] = [];
  for (const [index, { record, isMoved }] of judged.entries()) {
    // A change would bring it back.
    if (record.deletedAt !== null) continue;
    const named = surveyUnitOf(record);
    const unit = named && companyUnitOf(named, pointers);
    const primary =
      unit && (await findPrimaryResponse(tx, centreId, unit, listIdsOfUnit(judged.slice(index), unit)));
    if (primary !== undefined) changed.push(...(await mark(judging, record, primary)));
    else if (isMoved) changed.push(...(await count(judging, record)));
  }
  for (const { from } of judged) {
    const next = from && (await findSuccessor(judging, companyUnitOf(from, pointers)));
    if (next) changed.push(...(await count(judging, next)));
  }
  return changed;
}

/**
 * The same for companies that were merged or parted: what counts beside another one of the company becomes a duplicate,
 * and where none counts any more, the first that nobody has settled counts again.
 */
async function judgeCompanies(
  judging: Judging,
  accountIds: ReadonlySet<string>,
  pointers: MergePointers,
): Promise<CentreRecord[]> {
  const { tx, centreId } = judging;
  const changed: CentreRecord[] = [];
  const companies = new Set([...accountIds].map((id) => findMergeRoot(id, pointers)));
  for (const members of [...companies].map((root) => listMergedWith(root, pointers)))
    for (const surveyId of await listAnsweredSurveys(tx, centreId, members)) {
      const unit = { surveyId, accountIds: members };
      const [primary, ...further] = await listCompanyResponses(tx, centreId, unit);
      for (const record of await listRecords(tx, centreId, further))
        if (primary !== undefined) changed.push(...(await mark(judging, record, primary)));
      const next = await findSuccessor(judging, unit);
      if (next) changed.push(...(await count(judging, next)));
    }
  return changed;
}

function listIdsOfUnit(judged: readonly JudgedResponse[], { surveyId, accountIds }: SurveyUnit): string[] {
  return judged
    .map(({ record }) => record)
    .filter(
      ({ fields }) => fields['surveyId'] === surveyId && accountIds.includes(String(fields['accountId'])),
    )
    .map(({ id }) => id);
}

/** The response that counts from now on for a unit whose one has left. What the office has settled stays settled. */
async function findSuccessor({ tx, centreId }: Judging, unit: SurveyUnit): Promise<CentreRecord | undefined> {
  if ((await findPrimaryResponse(tx, centreId, unit)) !== undefined) return undefined;
  const ids = await listDuplicateResponses(tx, centreId, unit);
  const unsettled = (await listRecords(tx, centreId, ids)).filter(
    ({ fields }) => fields['settledAt'] === undefined,
  );
  return unsettled.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))[0];
}

async function mark(judging: Judging, record: CentreRecord, primary: string): Promise<CentreRecord[]> {
  const fields = planDuplicateMark(
    record.fields as Partial<SurveyResponse>,
    judgeOf(judging, 'server.duplicate-found'),
  );
  return write(judging, record, fields, { action: 'responses.duplicate', detail: { primary } });
}

async function count(judging: Judging, record: CentreRecord): Promise<CentreRecord[]> {
  const response = record.fields as Partial<SurveyResponse>;
  const questionnaire = await findQuestionnaireOf(judging, response);
  return write(
    judging,
    record,
    planCounting(questionnaire, response, judgeOf(judging, 'server.duplicate-gone')),
    { action: 'responses.count', detail: {} },
  );
}

async function write(
  judging: Judging,
  record: CentreRecord,
  fields: ChangeFields,
  act: { action: AuditAction; detail: Record<string, string> },
): Promise<CentreRecord[]> {
  const changed = await writeDecisions(judging, [{ record, fields }]);
  const { tx, centreId, serverTime } = judging;
  if (changed.length > 0)
    await audit(tx, clockAt(serverTime), { centreId, by: null, subject: record.id, ...act });
  return changed;
}
