import * as v from 'valibot';
import { WINDOW_LIMITS } from '#domain/fieldwork/letters/letter-sheet.ts';
import {
  LETTER_KINDS,
  LETTER_LIMITS,
  listUnknownPlaceholders,
  type LetterKind,
  type SurveyLetters,
} from '#domain/fieldwork/letters/letter-texts.ts';

/**
 * How a survey's letters are worded: `GET /api/surveys/:surveyId/letters` (`invitations.issue`), the
 * usual texts at revision 0 until somebody has worded them; `PUT` (`surveys.edit`) writes all, from the
 * revision that was read, else `survey-changed`.
 */
export interface SurveyLettersReply {
  letters: SurveyLetters;
  revision: number;
}

const plainLine = (most: number) =>
  v.pipe(v.string(), v.trim(), v.maxLength(most), v.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'not plain text'));
const plainText = v.pipe(
  v.string(),
  v.maxLength(LETTER_LIMITS.body),
  v.regex(/^(?:[^\p{Cc}\p{Cs}]|\n)*$/u, 'not plain text'),
);
const text = (kind: LetterKind) =>
  v.pipe(
    v.strictObject({ subject: v.pipe(plainLine(LETTER_LIMITS.subject), v.minLength(1)), body: plainText }),
    v.check(
      ({ subject, body }) => listUnknownPlaceholders(kind, subject + body).length === 0,
      'a placeholder that cannot be filled in',
    ),
  );
const millimetres = ([least, most]: readonly [number, number]) =>
  v.pipe(v.number(), v.minValue(least), v.maxValue(most));

export const surveyLettersSchema = v.strictObject({
  revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2_147_483_646)),
  letters: v.strictObject({
    window: v.strictObject({ left: millimetres(WINDOW_LIMITS.left), top: millimetres(WINDOW_LIMITS.top) }),
    addressee: plainLine(LETTER_LIMITS.addressee),
    texts: v.strictObject(
      Object.fromEntries(LETTER_KINDS.map((kind) => [kind, text(kind)])) as Record<
        LetterKind,
        ReturnType<typeof text>
      >,
    ),
  }),
});
export type PutSurveyLetters = v.InferOutput<typeof surveyLettersSchema>;
