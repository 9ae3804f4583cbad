import type { Instant } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { CellAddress, CellNumbers } from '#domain/tabulation/decision-cells.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { SurveyDataset, UnknownAnswers } from '#domain/tabulation/dataset/survey-dataset.ts';
import type { WaveDifferences } from '#domain/tabulation/dataset/wave-differences.ts';
import type { TabulatedSurvey } from '#domain/tabulation/dataset/survey-choice.ts';
import type { CodingCategory } from '#domain/records/coding-frame.ts';
import type { TableOverlap } from '#domain/tabulation/engine/wave-overlap.ts';
import type { Table } from '#domain/tabulation/table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import type { WeightingDiagnostics } from '#domain/tabulation/weighting/apply-weighting.ts';
import type { RakingFault } from '#domain/tabulation/weighting/rake.ts';

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
  /** The survey's saved weightings; by one that came out a table can be weighted (`spec.weight`). */
  weightings: WeightingState[];
  /** Of each other survey by what its answers can be weighted beside this one's. */
  otherWeightings: Readonly<Record<string, SavedWeights[]>>;
  /** What words were sorted into: further questions of several answers. */
  codedTexts: CodedTexts[];
}

/** A saved weighting. */
export interface SavedWeights {
  id: string;
  title: string;
  /** Some of its figures were made up, and so is all that is weighted by it. */
  invented: boolean;
  /** The questions by whose answers it weights. */
  by: string[];
}

/** A saved weighting and how it came out with the responses on the device. */
export type WeightingState = SavedWeights &
  (
    | { column: string; diagnostics: WeightingDiagnostics }
    /** Why no weights meet its figures, with the labels of the question and the category. */
    | { failure: { margin: string; category: string | null; fault: RakingFault } }
  );

/** A column of the data that holds what the words to a question were sorted into. */
export interface CodedTexts {
  column: string;
  /** The question whose words they are (`issues.other`: those to an option). */
  item: string;
  title: string;
  categories: CodingCategory[];
}

/** The tables of one survey, in the order of their specifications; none where it did not ask one of their questions. */
export interface SurveyTables extends WaveDifferences {
  surveyId: string;
  tables: Table[];
  /** Of a survey that stands beside the one that is followed. */
  beside?: SurveyBeside;
  /** Of the survey before it, among those that have the tables. */
  before?: SurveyBefore;
}

/** Who answered a survey and the one before it, as far as the device knows whose a response is. */
export interface SurveyBefore {
  surveyId: string;
  companies: number;
  /** Of each table how they answered in both; none of weighted ones. */
  overlaps: TableOverlap[];
}

/** What has to be known of a survey beside the one that is followed. */
export interface SurveyBeside extends Omit<SurveyDataset, 'dataset' | 'unknownAnswers'> {
  dataHash: string;
  /** How its own weightings came out. */
  weightings: WeightingState[];
  questionnaireRevision: number;
}

/** How likely a table at least as far from what chance makes is: counted by Fisher's test, or estimated by simulation. */
export interface SimulatedTest {
  p: number | null;
  /** 0 where it was counted. */
  replicates: number;
  seed: number;
}

/** A decision whose numbers are to be counted anew. */
export interface RecountedDecision {
  id: string;
  surveyId: string;
  /** As the record keeps them. */
  specs: Json;
  cells: CellAddress[];
}

/** What the cells of a decision are now; `undefined` where the device has no such cell, no numbers where it has no such survey. */
export interface Recount {
  id: string;
  dataHash: string | undefined;
  cells: (CellNumbers | undefined)[];
}

/** The data as last read: no summary without a survey and its questionnaire, a failure where it is in no order to be counted. */
export type DataState = { summary: DataSummary | null } | { failure: string };

/** A survey that is to stand beside the one that is followed. */
export interface WantedWave {
  surveyId: string;
  /** The column of its own weights; without one, or where its figures cannot be met, its answers count alike. */
  weight?: string;
}

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
  /**
   * One table for each specification, of the survey that is followed and of each other one that is named and there: two
   * surveys are never counted together. Waits for the data where there are none yet.
   */
  compute: { request: { specs: TableSpec[]; waves: WantedWave[] }; answer: SurveyTables[] };
  /** What the numbers are now on which decisions rest; waits for the responses where they have not been read yet. */
  recount: { request: { decisions: RecountedDecision[] }; answer: Recount[] };
  /** The exact test of a table of counts, or its simulation where that takes too long; ended by closing the link. */
  simulate: { request: { counts: number[][] }; answer: SimulatedTest; progress: number };
};
