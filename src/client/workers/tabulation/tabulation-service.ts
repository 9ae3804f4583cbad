import { liveQuery } from 'dexie';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { listTabulatedSurveys } from '#domain/tabulation/dataset/survey-choice.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import {
  datasetFromResponses,
  listCounted,
  type ResponseRecord,
} from '#domain/tabulation/dataset/survey-dataset.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { listDeviceSurveys, type SurveyDocument } from '#protocol/documents.ts';
import { BansoDatabase } from '#client/storage/database.ts';
import type { Desk } from '#client/workers/bridge/serve-requests.ts';
import { extendDataset, readAdditions, type Additions } from './extend-dataset.ts';
import type { DataState, TabulationContract } from './tabulation-contract.ts';

/** What the device holds of all surveys. */
interface Holding {
  survey: SurveyDocument | undefined;
  questionnaires: readonly Questionnaire[];
  responses: readonly ResponseRecord[];
  additions: Additions;
}

/** A survey's data, ready to be counted. */
interface Counted {
  surveyId: string;
  dataset: Dataset;
}

/** Keeps the data set of one survey in step with the device's database and computes tables from it. */
export class TabulationService implements Desk<TabulationContract> {
  private db: BansoDatabase | undefined;
  private subscription: { unsubscribe(): void } | undefined;
  private tell: ((state: DataState) => void) | undefined;
  private surveyId: string | undefined;
  private holding: Holding | undefined;
  private counted: Counted | undefined;
  private waiting: ((counted: Counted) => void)[] = [];

  /** Rejects when the device's database cannot be read any more. */
  follow(
    { centreId, userId, surveyId }: TabulationContract['follow']['request'],
    tell: (state: DataState) => void,
  ): Promise<never> {
    this.db = new BansoDatabase(centreId, userId);
    this.surveyId = surveyId;
    this.tell = tell;
    const { db } = this;
    return new Promise((_, reject) => {
      this.subscription = liveQuery(() => readHolding(db)).subscribe({
        next: (holding) => {
          this.holding = holding;
          this.renew();
        },
        error: reject,
      });
    });
  }

  choose({ surveyId }: TabulationContract['choose']['request']): undefined {
    this.surveyId = surveyId;
    this.renew();
  }

  async compute(spec: TableSpec): Promise<TabulationContract['compute']['answer']> {
    const { surveyId, dataset } =
      this.counted ?? (await new Promise<Counted>((resolve) => this.waiting.push(resolve)));
    return { surveyId, table: computeTable(dataset, spec) };
  }

  close(): void {
    this.subscription?.unsubscribe();
    this.db?.close();
  }

  private renew(): void {
    if (!this.holding) return;
    try {
      this.tell?.({ summary: this.count(this.holding) });
    } catch (error) {
      this.counted = undefined;
      this.tell?.({ failure: error instanceof Error ? error.message : String(error) });
    }
    const { counted } = this;
    if (counted) for (const resolve of this.waiting.splice(0)) resolve(counted);
  }

  private count({ survey: document, questionnaires, responses, additions }: Holding) {
    const surveys = listTabulatedSurveys(document ? listDeviceSurveys(document) : [], responses);
    const survey = surveys.find(({ id }) => id === this.surveyId) ?? surveys[0];
    const questionnaire = questionnaires.find(
      ({ id, revision }) => id === survey?.questionnaireId && revision === survey.questionnaireRevision,
    );
    this.counted = undefined;
    if (!survey || !questionnaire) return null;
    const { dataset: answers, ...counts } = datasetFromResponses(questionnaire, survey.id, responses);
    const { dataset, ...extensions } = extendDataset(
      answers,
      { surveyId: survey.id, questionnaireId: questionnaire.id },
      listCounted(questionnaire, survey.id, responses),
      additions,
    );
    this.counted = { surveyId: survey.id, dataset };
    return { survey, surveys, questionnaire, dataHash: dataset.hash, ...counts, ...extensions };
  }
}

async function readHolding(db: BansoDatabase): Promise<Holding> {
  const [survey, questionnaires, responses, additions] = await Promise.all([
    db.documents.get('survey'),
    db.documents.where('name').startsWith('questionnaire').toArray(),
    db.responses.toArray(),
    readAdditions(db),
  ]);
  return {
    survey: survey?.content as unknown as SurveyDocument | undefined,
    questionnaires: questionnaires.map(({ content }) => content as unknown as Questionnaire),
    responses: responses.filter(({ deletedAt }) => deletedAt === null),
    additions,
  };
}
