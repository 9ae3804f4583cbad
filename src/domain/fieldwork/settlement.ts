import { canonicalJson, type Json } from '#domain/canonical/json.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Disposition } from '#domain/records/dispositions.ts';
import { type Correction, type SurveyResponse, DISPOSITION_CORRECTION } from '#domain/records/response.ts';
import { computeDisposition } from '#domain/interview/completeness.ts';
import { interviewOf } from '#domain/casework/response-interview.ts';
import { getPlannedItem, withAnswers, type StoredAnswers } from '#domain/interview/interview.ts';
import { computeRelevance } from '#domain/interview/relevance.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import { itemRolesOf, type ItemRoles } from '#domain/questionnaire/find-by-role.ts';
import { otherTextCode, type Questionnaire } from '#domain/questionnaire/model.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import { isWithoutConsent } from './consent.ts';
import { compareResponses } from './response-comparison.ts';

/**
 * What the office decides about two responses of one company: the first one counts, the
 * other one counts, or the first one counts with some answers of the other.
 */
export type SettlementDecision =
  | { kind: 'keepPrimary' }
  | { kind: 'keepOther' }
  /** The codes of the items whose answer is taken from the other. */
  | { kind: 'merge'; fromOther: readonly string[] };

/** Who settles, when and why. */
export interface Settler {
  by: string;
  at: Instant;
  reason: string;
  newId: () => string;
}

/** What a response holds that the office has not decided about. */
export const UNSETTLED = { settledAt: null, settledBy: null, settledReason: null } satisfies ChangeFields;

/** What to write into each of the two responses; nothing where a plan is empty. */
export interface SettlementPlan {
  primary: ChangeFields;
  other: ChangeFields;
}

/**
 * Whether answers of the other response may be taken into the primary one. What a company
 * answered without consent stays in a response that is restricted too: in another it would
 * come onto the company's page.
 *
 * @param roles of the questionnaire that the primary response answers
 */
export function canMerge(
  { primary, other }: Record<'primary' | 'other', Partial<SurveyResponse>>,
  roles: ItemRoles,
): boolean {
  return !isWithoutConsent(other, roles) || isWithoutConsent(primary, roles);
}

/** Whether an item's answer may be taken; consent holds only for the answers that it was given with. */
export function isTakeable(code: string, roles: ItemRoles): boolean {
  return roles.get(code) !== 'consent.record';
}

/**
 * The changes that settle a duplicate. Every answer and disposition that changes keeps what
 * stood there before as a correction, and an answer that comes from the other response keeps
 * its provenance. What the merged answers make irrelevant becomes `notApplicable`; what they
 * make relevant is taken from the other response where that has it. Nothing is taken where
 * `canMerge` or `isTakeable` say no.
 *
 * @param questionnaire of the revision that the primary response answers
 */
export function planSettlement(
  questionnaire: Questionnaire,
  { primary, other }: { primary: Partial<SurveyResponse>; other: Partial<SurveyResponse> },
  decision: SettlementDecision,
  settler: Settler,
): SettlementPlan {
  const reason = settler.reason.trim();
  const settled: ChangeFields = {
    settledAt: settler.at,
    settledBy: settler.by,
    ...(reason && { settledReason: reason }),
  };
  switch (decision.kind) {
    case 'keepPrimary':
      return { primary: {}, other: settled };
    case 'keepOther': {
      const counts = computeDisposition(interviewOf(questionnaire, '', other));
      return {
        primary: { ...correctDisposition(primary, 'duplicate', settler), ...settled },
        other: { ...correctDisposition(other, counts, settler), ...UNSETTLED },
      };
    }
    case 'merge':
      return {
        primary: planMerge(questionnaire, primary, other, decision.fromOther, settler),
        other: settled,
      };
  }
}

function planMerge(
  questionnaire: Questionnaire,
  primary: Partial<SurveyResponse>,
  other: Partial<SurveyResponse>,
  fromOther: readonly string[],
  settler: Settler,
): ChangeFields {
  const before = primary.answers ?? {};
  const merged = canMerge({ primary, other }, itemRolesOf(questionnaire))
    ? mergeAnswers(questionnaire, before, other.answers ?? {}, fromOther)
    : before;
  const interview = interviewOf(questionnaire, '', { ...primary, answers: merged });
  const after: Record<string, Json> = { ...computeSubmittedAnswers(interview) };
  for (const code of computeRelevance(interview)) {
    // Photos that nobody was asked for stay so, whatever else is settled.
    if (isNotApplicable(after[code]) && getPlannedItem(interview, code).item.kind !== 'image')
      after[code] = { missing: 'unanswered' };
  }
  const fields: ChangeFields = {};
  for (const code of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const oldValue = before[code] ?? null;
    const newValue = after[code] ?? null;
    if (isSame(oldValue, newValue)) continue;
    fields[`answers/${code}`] = newValue;
    fields[`corrections/${settler.newId()}`] = correction(code, oldValue, settler);
    const source = isSame(newValue, other.answers?.[code] ?? null) ? other.provenance?.[code] : undefined;
    fields[`provenance/${code}`] = source
      ? { ...source }
      : { channel: primary.channel ?? 'import', by: settler.by, at: settler.at };
  }
  const disposition = computeDisposition(withAnswers(interview, after));
  return {
    ...fields,
    ...(disposition === primary.disposition ? {} : correctDisposition(primary, disposition, settler)),
  };
}

/** The primary's answers with those taken over, and with the other's wherever taking them over asks something new. */
function mergeAnswers(
  questionnaire: Questionnaire,
  primary: StoredAnswers,
  other: StoredAnswers,
  fromOther: readonly string[],
): StoredAnswers {
  const chosen = new Set(fromOther);
  const taken = compareResponses(questionnaire, { answers: { ...primary } }, { answers: { ...other } })
    .filter(({ item }) => isTakeable(item.code, itemRolesOf(questionnaire)))
    .filter(
      ({ item, state }) =>
        chosen.has(item.code) || (state === 'onlyOther' && isNotApplicable(primary[item.code])),
    )
    .flatMap(({ item }) => [item.code, otherTextCode(item.code)]);
  const merged = Object.entries(primary).filter(([code]) => !taken.includes(code));
  const added = taken.flatMap((code) => (other[code] === undefined ? [] : [[code, other[code]] as const]));
  return Object.fromEntries([...merged, ...added]);
}

/** What makes a response count as something else; what it counted as stays as a correction. */
export function correctDisposition(
  { disposition }: Partial<SurveyResponse>,
  to: Disposition,
  settler: Settler,
): ChangeFields {
  return {
    disposition: to,
    [`corrections/${settler.newId()}`]: correction(DISPOSITION_CORRECTION, disposition ?? null, settler),
  };
}

function correction(code: string, oldValue: Json, { by, at, reason }: Settler): ChangeFields {
  const made: Correction = { code, oldValue, by, at, reason: reason.trim() };
  return { ...made };
}

function isNotApplicable(value: Json | undefined): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    value['missing'] === 'notApplicable'
  );
}

function isSame(left: Json, right: Json): boolean {
  return canonicalJson(left) === canonicalJson(right);
}
