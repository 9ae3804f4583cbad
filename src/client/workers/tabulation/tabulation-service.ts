import { liveQuery } from 'dexie';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { listTabulatedSurveys, type TabulatedSurvey } from '#domain/tabulation/dataset/survey-choice.ts';
import { datasetFromResponses, type ResponseRecord } from '#domain/tabulation/dataset/survey-dataset.ts';
import type { Table } from '#domain/tabulation/table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { listDeviceSurveys, type SurveyDocument } from '#protocol/documents.ts';
import { BansoDatabase } from '#client/storage/database.ts';

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
  unknownAnswerCount: number;
}

export type TabulationRequest =
  /** Counts a survey from now on; the newest one when it is not named or not there. */
  | { kind: 'open'; centreId: string; userId: string; surveyId: string | undefined }
  | { kind: 'choose'; surveyId: string | undefined }
  | { kind: 'compute'; id: number; spec: TableSpec };

export type TabulationAnswer =
  /** Sent at the start and after every change of the responses or the survey; `null` without a survey and its questionnaire. */
  | { kind: 'data'; summary: DataSummary | null }
  | { kind: 'table'; id: number; surveyId: string; table: Table }
  | { kind: 'failed'; id: number | null; message: string };

/** What the device holds of all surveys. */
interface Holding {
  survey: SurveyDocument | undefined;
  questionnaires: readonly Questionnaire[];
  responses: readonly ResponseRecord[];
}

/** Keeps the data set of one survey in step with the device's database and computes tables from it. */
export class TabulationService {
  private db: BansoDatabase | undefined;
  private subscription: { unsubscribe(): void } | undefined;
  private surveyId: string | undefined;
  private holding: Holding | undefined;
  private counted: { surveyId: string; dataset: Dataset } | undefined;
  private waiting: Extract<TabulationRequest, { kind: 'compute' }>[] = [];

  constructor(private readonly answer: (answer: TabulationAnswer) => void) {}

  receive(request: TabulationRequest): void {
    if (request.kind === 'compute') {
      if (this.counted) this.compute(this.counted, request);
      else this.waiting.push(request);
      return;
    }
    this.surveyId = request.surveyId;
    if (request.kind === 'open') this.open(new BansoDatabase(request.centreId, request.userId));
    else this.renew();
  }

  close(): void {
    this.subscription?.unsubscribe();
    this.db?.close();
  }

  private open(db: BansoDatabase): void {
    this.db = db;
    this.subscription = liveQuery(async (): Promise<Holding> => {
      const [survey, questionnaires, responses] = await Promise.all([
        db.documents.get('survey'),
        db.documents.where('name').startsWith('questionnaire').toArray(),
        db.responses.toArray(),
      ]);
      return {
        survey: survey?.content as unknown as SurveyDocument | undefined,
        questionnaires: questionnaires.map(({ content }) => content as unknown as Questionnaire),
        responses: responses.filter(({ deletedAt }) => deletedAt === null),
      };
    }).subscribe({
      next: (holding) => {
        this.holding = holding;
        this.renew();
      },
      error: (error: unknown) => this.fail(null, error),
    });
  }

  private renew(): void {
    if (!this.holding) return;
    const { survey: document, questionnaires, responses } = this.holding;
    const surveys = listTabulatedSurveys(document ? listDeviceSurveys(document) : [], responses);
    const survey = surveys.find(({ id }) => id === this.surveyId) ?? surveys[0];
    const questionnaire = questionnaires.find(
      ({ id, revision }) => id === survey?.questionnaireId && revision === survey.questionnaireRevision,
    );
    if (!survey || !questionnaire) {
      this.counted = undefined;
      this.answer({ kind: 'data', summary: null });
      return;
    }
    try {
      const { dataset, ...counts } = datasetFromResponses(questionnaire, survey.id, responses);
      this.counted = { surveyId: survey.id, dataset };
      this.answer({
        kind: 'data',
        summary: { survey, surveys, questionnaire, dataHash: dataset.hash, ...counts },
      });
      for (const request of this.waiting.splice(0)) this.compute(this.counted, request);
    } catch (error) {
      this.fail(null, error);
    }
  }

  private compute(
    { surveyId, dataset }: { surveyId: string; dataset: Dataset },
    { id, spec }: Extract<TabulationRequest, { kind: 'compute' }>,
  ): void {
    try {
      this.answer({ kind: 'table', id, surveyId, table: computeTable(dataset, spec) });
    } catch (error) {
      this.fail(id, error);
    }
  }

  private fail(id: number | null, error: unknown): void {
    this.answer({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
}
