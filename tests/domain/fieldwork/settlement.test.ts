import { beforeEach, describe, expect, it } from 'vitest';
import { itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { Json, JsonObject } from '#domain/canonical/json.ts';
import { type SurveyResponse, responses } from '#domain/records/response.ts';
import { isWithoutConsent } from '#domain/fieldwork/consent.ts';
import { compareResponses } from '#domain/fieldwork/response-comparison.ts';
import { canMerge, planSettlement, type SettlementDecision } from '#domain/fieldwork/settlement.ts';
import type { Item, Questionnaire } from '#domain/questionnaire/model.ts';
import type { Change } from '#domain/sync/change.ts';
import { mergeChange } from '#domain/sync/merge.ts';
import type { StoredRecord } from '#domain/sync/record.ts';

const label = { ja: '問', en: 'Question' };
const options = ['yes', 'no'].map((code) => ({ code, label, source: 'added' as const }));
const item = (code: string, more: Partial<Item> = {}): Item => ({
  code,
  kind: 'single',
  label,
  options,
  required: true,
  source: 'added',
  ...more,
});
const QUESTIONNAIRE: Questionnaire = {
  id: 'q',
  revision: 1,
  title: label,
  introduction: label,
  languages: ['ja', 'en'],
  classifications: [],
  sections: [
    {
      code: 's',
      label,
      items: [item('known'), item('used', { relevant: "${known} = 'yes'" }), item('happy'), item('wish')],
    },
  ],
};
const WITH_CONSENT: Questionnaire = {
  ...QUESTIONNAIRE,
  sections: [
    ...QUESTIONNAIRE.sections,
    { code: 'consent', label, items: [item('consent_record', { required: false })] },
  ],
};
const AT = '2026-11-20T00:00:00.000Z';
const NOT_ASKED = { missing: 'notApplicable' };
const UNANSWERED = { missing: 'unanswered' };

function response(
  answers: Record<string, Json>,
  more: Partial<SurveyResponse> = {},
): Partial<SurveyResponse> {
  const provenance = Object.fromEntries(
    Object.keys(answers).map((code) => [
      code,
      { channel: more.channel ?? 'link', by: 'respondent', at: AT } as const,
    ]),
  );
  return { channel: 'link', submittedAt: AT, disposition: 'complete', answers, provenance, ...more };
}

const primary = response({ known: 'no', used: NOT_ASKED, happy: 'yes', wish: UNANSWERED });
const other = response(
  { known: 'yes', used: 'yes', happy: 'yes', wish: 'no' },
  { channel: 'visit', disposition: 'duplicate' },
);

describe('two responses of a company', () => {
  it('are compared item by item', () => {
    const states = compareResponses(QUESTIONNAIRE, primary, other).map(
      ({ item: { code }, state }) => `${code} ${state}`,
    );
    expect(states).toEqual(['known differs', 'used onlyOther', 'happy same', 'wish onlyOther']);
    expect(compareResponses(QUESTIONNAIRE, response({}), response({ known: UNANSWERED }))).toEqual([]);
    expect(
      compareResponses(QUESTIONNAIRE, response({ wish: 'no' }), response({})).map(({ state }) => state),
    ).toEqual(['onlyPrimary']);
  });

  describe('are settled', () => {
    let ids = 0;
    beforeEach(() => {
      ids = 0;
    });
    const settler = { by: 'office', at: AT, reason: ' 電話で確認 ', newId: () => `id-${(ids += 1)}` };
    const plan = (decision: SettlementDecision) =>
      planSettlement(QUESTIONNAIRE, { primary, other }, decision, settler);

    it('by keeping the first: only that it was decided is written, and why if someone said so', () => {
      expect(plan({ kind: 'keepPrimary' })).toEqual({
        primary: {},
        other: { settledAt: AT, settledBy: 'office', settledReason: '電話で確認' },
      });
      const silent = planSettlement(
        QUESTIONNAIRE,
        { primary, other },
        { kind: 'keepPrimary' },
        { ...settler, reason: ' ' },
      );
      expect(silent).toEqual({ primary: {}, other: { settledAt: AT, settledBy: 'office' } });
    });

    it('by letting the other count: each changes how it counts, with what stood there', () => {
      const { primary: first, other: second } = plan({ kind: 'keepOther' });
      expect(apply(primary, first)).toMatchObject({ disposition: 'duplicate', settledBy: 'office' });
      expect(apply(other, second)).toMatchObject({ disposition: 'complete' });
      expect(Object.values(apply(primary, first)['corrections'] as JsonObject)).toEqual([
        { code: 'disposition', oldValue: 'complete', by: 'office', at: AT, reason: '電話で確認' },
      ]);
    });

    it('answer by answer: what is taken keeps where it came from, and what it makes relevant comes along', () => {
      const merged = apply(primary, plan({ kind: 'merge', fromOther: ['known'] }).primary);
      expect(merged['answers']).toEqual({ known: 'yes', used: 'yes', happy: 'yes', wish: UNANSWERED });
      expect(merged['provenance']).toMatchObject({
        known: { channel: 'visit' },
        used: { channel: 'visit' },
        happy: { channel: 'link' },
      });
      const corrected = Object.values(merged['corrections'] as JsonObject).map(
        (one) => (one as JsonObject)['code'],
      );
      expect(corrected.toSorted()).toEqual(['disposition', 'known', 'used']);
      expect(merged['disposition']).toBe('partial');
    });

    it('answer by answer the other way round: what is asked no longer goes', () => {
      const agreed = { ...primary, answers: { ...primary.answers, consent_record: 'yes' } };
      const swapped = planSettlement(
        QUESTIONNAIRE,
        { primary: other, other: agreed },
        { kind: 'merge', fromOther: ['known'] },
        settler,
      );
      expect(apply(other, swapped.primary)['answers']).toEqual({
        known: 'no',
        used: NOT_ASKED,
        happy: 'yes',
        wish: 'no',
      });
    });

    it('taking nothing that was answered without consent into a response that is seen with the company', () => {
      const withheld = response({ known: 'yes', used: 'yes', wish: 'no', consent_record: 'no' });
      const visited = response(
        { known: 'no', used: NOT_ASKED, wish: UNANSWERED },
        { channel: 'visit', disposition: 'partial' },
      );
      const all: SettlementDecision = { kind: 'merge', fromOther: ['known', 'wish'] };
      expect(canMerge({ primary: visited, other: withheld }, itemRolesOf(WITH_CONSENT))).toBe(false);
      expect(
        apply(
          visited,
          planSettlement(WITH_CONSENT, { primary: visited, other: withheld }, all, settler).primary,
        )['answers'],
      ).toMatchObject({ known: 'no', used: NOT_ASKED, wish: UNANSWERED });
      const restricted = response({ known: 'no', used: NOT_ASKED, consent_record: 'no' });
      const taken = planSettlement(
        WITH_CONSENT,
        { primary: restricted, other: withheld },
        all,
        settler,
      ).primary;
      expect(apply(restricted, taken)['answers']).toMatchObject({ known: 'yes', wish: 'no' });
    });

    it('never taking over the consent, which was given with other answers', () => {
      const agreed = response({ known: 'yes', used: 'yes', consent_record: 'yes' });
      const restricted = response({ known: 'no', used: NOT_ASKED, consent_record: 'no' });
      for (const first of [restricted, response({ known: 'no', used: NOT_ASKED })]) {
        const decision: SettlementDecision = { kind: 'merge', fromOther: ['known', 'consent_record'] };
        const merged = apply(
          first,
          planSettlement(WITH_CONSENT, { primary: first, other: agreed }, decision, settler).primary,
        );
        expect(merged['answers']).toMatchObject({ known: 'yes' });
        expect(isWithoutConsent(merged, itemRolesOf(WITH_CONSENT))).toBe(true);
      }
    });

    it('without changing anything when nothing is taken that differs', () => {
      expect(plan({ kind: 'merge', fromOther: ['happy'] }).primary).not.toHaveProperty('answers/happy');
    });
  });
});

/** What an ordinary change of the office makes of a submitted response; a conflict would mean that it was put aside. */
function apply(fields: Partial<SurveyResponse>, written: Change['fields']): JsonObject {
  const stamp = { revision: 1, deviceId: 'phone', deviceSeq: 1, madeBy: 'x', madeAt: AT };
  const record: StoredRecord = {
    collection: 'responses',
    id: 'r',
    revision: 1,
    fields: { ...fields } as JsonObject,
    deletedAt: null,
    conflicts: [],
    warnings: [],
    units: { submission: stamp },
  };
  const change: Change = {
    changeId: 'c',
    deviceId: 'desk',
    deviceSeq: 1,
    madeBy: 'office',
    madeAt: AT,
    collection: 'responses',
    recordId: 'r',
    kind: 'put',
    baseRevision: 1,
    fields: written,
  };
  const outcome = mergeChange(responses, record, change, { revision: 2, serverTime: AT });
  expect(outcome.record.conflicts).toEqual([]);
  return outcome.record.fields;
}
