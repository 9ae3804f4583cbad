import * as v from 'valibot';
import { isPlainDate } from '#domain/canonical/dates.ts';
import { withEnglish } from '#domain/canonical/language.ts';

/*
 * Apart from the documents: the app's first screen reads those, and needs no schema for it.
 */
const localisedText = v.pipe(
  v.strictObject({ ja: v.string(), en: v.optional(v.string()) }),
  v.transform(withEnglish),
);
const plainDate = v.pipe(
  v.string(),
  v.check((text) => isPlainDate(text), 'not a day that exists'),
);

/** One wave of the questionnaire. */
export const surveySchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,64}$/, 'not an id')),
  title: localisedText,
  questionnaireId: v.string(),
  questionnaireRevision: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  startsOn: plainDate,
  endsOn: v.nullable(plainDate),
});
export type Survey = v.InferOutput<typeof surveySchema>;
