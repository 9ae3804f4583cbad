import type { PlainDate } from '#domain/canonical/dates.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import { isTabulated } from '#domain/records/dispositions.ts';
import type { ResponseRecord } from './survey-dataset.ts';

/** What a device knows of a survey: which revision of which questionnaire it asks, and since when. */
export interface SurveyFrame {
  id: string;
  title: LocalisedText;
  questionnaireId: string;
  questionnaireRevision: number;
  startsOn: PlainDate;
}

/** A survey that tables can be made of. */
export interface TabulatedSurvey extends SurveyFrame {
  /** Responses that tables would count. */
  responseCount: number;
}

/**
 * The surveys that tables can be made of, the newest first: those with responses that count,
 * or, while there are none at all, those that the device knows.
 */
export function listTabulatedSurveys(
  frames: readonly SurveyFrame[],
  responses: readonly ResponseRecord[],
): TabulatedSurvey[] {
  const counts = new Map<string, number>();
  for (const { fields } of responses) {
    const { surveyId, submittedAt, disposition } = fields;
    if (surveyId !== undefined && submittedAt !== undefined && isTabulated(disposition))
      counts.set(surveyId, (counts.get(surveyId) ?? 0) + 1);
  }
  const all = frames.map((frame) => ({ ...frame, responseCount: counts.get(frame.id) ?? 0 }));
  const answered = all.filter(({ responseCount }) => responseCount > 0);
  return (answered.length > 0 ? answered : all).sort((one, other) =>
    one.startsOn === other.startsOn ? (one.id < other.id ? 1 : -1) : one.startsOn < other.startsOn ? 1 : -1,
  );
}
