import { expect, it } from 'vitest';
import { USUAL_LETTERS } from '#domain/fieldwork/letters/letter-texts.ts';
import { findSurveyLetters, putSurveyLetters } from '#server/database/queries/survey-letters.ts';
import {
  listCountingResponses,
  saveSubmittedResponses,
} from '#server/database/queries/submitted-responses.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

const AT = '2026-11-20T01:00:00.000Z';

describeOnBothDatabases('letters, outcomes and returns', (getDatabase) => {
  it('keep letters of each survey and centre apart, and refuse what was read too early', async () => {
    const { db } = getDatabase();
    const stamp = { updatedAt: AT, updatedBy: 'me' };
    const put = (centreId: string, surveyId: string, revision: number, addressee: string) =>
      putSurveyLetters(db, {
        centreId,
        surveyId,
        letters: { ...USUAL_LETTERS, addressee },
        revision,
        ...stamp,
      });
    expect(await findSurveyLetters(db, 'c', 's')).toBeUndefined();
    expect(await put('c', 's', 1, 'first')).toBe(true);
    expect(await put('c', 's', 2, 'second')).toBe(true);
    expect(await put('c', 's', 2, 'too late')).toBe(false);
    expect(await put('other', 's', 1, 'theirs')).toBe(true);
    expect(await findSurveyLetters(db, 'c', 's')).toEqual({
      letters: { ...USUAL_LETTERS, addressee: 'second' },
      revision: 2,
    });
    expect(await findSurveyLetters(db, 'c', 'another')).toBeUndefined();
  });

  it('list the responses that count with when they were submitted, those of nobody known included', async () => {
    const { db } = getDatabase();
    const response = (id: string, accountId: string | null, disposition: string, surveyId = 's') =>
      [
        id,
        {
          response_id: id,
          survey_id: surveyId,
          account_id: accountId,
          channel: 'link',
          disposition,
          submitted_at: AT,
          invitation_id: null,
        },
      ] as const;
    await db
      .transaction()
      .execute((tx) =>
        saveSubmittedResponses(
          tx,
          'c',
          new Map([
            response('r2', 'a', 'partial'),
            response('r1', 'a', 'complete'),
            response('r3', 'a', 'duplicate'),
            response('r4', null, 'complete'),
            response('r5', 'b', 'complete', 'another'),
          ]),
        ),
      );
    const found = await listCountingResponses(db, 'c', 's');
    expect(found.filter(({ unitId }) => unitId === 'a')).toEqual([
      { responseId: 'r1', unitId: 'a', channel: 'link', disposition: 'complete', submittedAt: AT },
      { responseId: 'r2', unitId: 'a', channel: 'link', disposition: 'partial', submittedAt: AT },
    ]);
    expect(found).toHaveLength(3);
  });
});
