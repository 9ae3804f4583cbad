import type { Instant } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { Language } from '#domain/canonical/language.ts';
import { withAnswers, type Interview, type StoredAnswers } from '#domain/interview/interview.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import type { RespondentEntry, Submission } from '#protocol/respondent.ts';
import type { KeptResponse } from './kept-response.ts';

/** The submission of what has been answered; hidden answers stay on the device. */
export function makeSubmission(
  { seed, startedAt, answeredAt }: KeptResponse,
  interview: Interview,
  given: { id: string; entry: RespondentEntry; language: Language; now: Instant },
): Submission {
  const answers = computeSubmittedAnswers(withAnswers(interview, withoutUnstorable(interview.answers)));
  return {
    protocol: 1,
    id: given.id,
    entry: given.entry,
    questionnaireRevision: interview.questionnaire.revision,
    language: given.language,
    startedAt,
    submittedAt: given.now,
    seed,
    answers,
    answeredAt: Object.fromEntries(
      Object.entries(answeredAt).filter(([code]) => Object.hasOwn(answers, code)),
    ),
  };
}

/**
 * Without the halves of characters and the NULs that a broken paste leaves, which the server
 * cannot store. Not by `withoutUnstorable`, which weighs more and serves pages that hold much.
 */
function withoutUnstorable(answers: StoredAnswers): StoredAnswers {
  return JSON.parse(JSON.stringify(answers), (_, value: Json) =>
    typeof value === 'string' ? value.replace(/[\p{Surrogate}\0]/gu, '') : value,
  ) as StoredAnswers;
}
