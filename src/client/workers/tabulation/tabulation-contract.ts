import type { Instant } from '#domain/canonical/dates.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { UnknownAnswers } from '#domain/tabulation/dataset/survey-dataset.ts';
import type { TabulatedSurvey } from '#domain/tabulation/dataset/survey-choice.ts';
import type { Table } from '#domain/tabulation/table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';

/** What the page has to say about the data under each table. */
export interface DataSummary {
  /** The survey that is counted; no response of another one is. */
  survey: TabulatedSurvey;
  /** Those that could be chosen, the newest first. */
  surveys: TabulatedSurvey[];
  /** Of the revision that the survey asks. */
  questionnaire: Questionnaire;
  /** Equal for equal data: a table made from another version is stale. */
  dataHash: string;
  responseCount: number;
  inventedCount: number;
  firstSubmittedAt: Instant | null;
  lastSubmittedAt: Instant | null;
  unknownAnswers: Readonly<Record<string, UnknownAnswers>>;
}

/** The data as last read: no summary without a survey and its questionnaire, a failure where it is in no order to be counted. */
export type DataState = { summary: DataSummary | null } | { failure: string };

/** What the page asks the worker that counts. The survey is the newest one where none is named or that one is not there. */
export type TabulationContract = {
  /** Follows the responses on the device: told at the start and after every change of them or of the survey, without an end. */
  follow: {
    request: { centreId: string; userId: string; surveyId: string | undefined };
    answer: never;
    progress: DataState;
  };
  /** Counts another survey from now on. */
  choose: { request: { surveyId: string | undefined }; answer: undefined };
  /** Waits for the data where there are none yet; says of which survey the table is. */
  compute: { request: TableSpec; answer: { surveyId: string; table: Table } };
};
