import { liveQuery } from 'dexie';
import { findMergeRoot, type MergePointers } from '#domain/casework/merged-accounts.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { listTabulatedSurveys, type TabulatedSurvey } from '#domain/tabulation/dataset/survey-choice.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { computeOverlap } from '#domain/tabulation/engine/wave-overlap.ts';
import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import {
  datasetFromResponses,
  listCounted,
  type ResponseRecord,
} from '#domain/tabulation/dataset/survey-dataset.ts';
import { compareWaves, pairRows } from '#domain/tabulation/dataset/wave-differences.ts';
import { toContingency } from '#domain/tabulation/statistics/contingency.ts';
import { fisherP } from '#domain/tabulation/statistics/fisher.ts';
import { monteCarloP } from '#domain/tabulation/statistics/monte-carlo.ts';
import { DerivedColumnError } from '#domain/tabulation/dataset/derived-columns.ts';
import { readCell } from '#domain/tabulation/decision-cells.ts';
import { JsonShapeError } from '#domain/tabulation/reading/read-json.ts';
import { readTableSpec } from '#domain/tabulation/reading/read-spec.ts';
import type { Table } from '#domain/tabulation/table.ts';
import { TableSpecError, type TableSpec } from '#domain/tabulation/table-spec.ts';
import { listDeviceSurveys, type SurveyDocument } from '#protocol/documents.ts';
import { BansoDatabase } from '#client/storage/database.ts';
import { readMergePointers } from '#client/storage/merge-pointers.ts';
import type { Desk } from '#client/workers/bridge/serve-requests.ts';
import { extendDataset, listSavedWeights, readAdditions, type Additions } from './extend-dataset.ts';
import { HeldResponses } from './held-responses.ts';
import type {
  DataState,
  DataSummary,
  SimulatedTest,
  SurveyBefore,
  SurveyBeside,
  SurveyTables,
  TabulationContract,
} from './tabulation-contract.ts';

/** What the device holds of all surveys, but their responses. */
interface Frame {
  survey: SurveyDocument | undefined;
  questionnaires: readonly Questionnaire[];
  additions: Additions;
  pointers: MergePointers;
}

interface Holding extends Frame {
  responses: readonly ResponseRecord[];
}

/** A survey's data, ready to be counted. */
interface Wave {
  surveyId: string;
  dataset: Dataset;
  /** Of each row the company whose response it is, where the device knows. */
  companies: (string | undefined)[];
  beside?: SurveyBeside;
}

/** That of the survey that is followed, with what has to be said about it. */
interface Counted extends Wave {
  summary: DataSummary;
}

const REPLICATES = 10_000;
/** Any will do, as long as everybody who looks at the table gets the same p. */
const SEED = 1;

/** Keeps the data set of one survey in step with the device's database and computes tables from it. */
export class TabulationService implements Desk<TabulationContract> {
  private db: BansoDatabase | undefined;
  private subscription: { unsubscribe(): void } | undefined;
  private held: HeldResponses | undefined;
  private frame: Frame | undefined;
  private responses: readonly ResponseRecord[] | undefined;
  private tell: ((state: DataState) => void) | undefined;
  private surveyId: string | undefined;
  private holding: Holding | undefined;
  private counted: Counted | undefined;
  private surveys: readonly TabulatedSurvey[] = [];
  private readonly waves = new Map<string, Wave>();
  private waiting: ((counted: Counted) => void)[] = [];
  /** Who waits for the first reading, whatever it finds. */
  private readonly reading: (() => void)[] = [];

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
      this.subscription = liveQuery(async () => readFrame(db)).subscribe({
        next: (frame) => {
          this.frame = frame;
          this.renew();
        },
        error: reject,
      });
      this.held = new HeldResponses(
        db,
        (responses) => {
          this.responses = responses;
          this.renew();
        },
        reject,
      );
    });
  }

  choose({ surveyId }: TabulationContract['choose']['request']): undefined {
    this.surveyId = surveyId;
    this.renew();
  }

  async compute({ specs, waves }: TabulationContract['compute']['request']): Promise<SurveyTables[]> {
    const main = await this.current();
    const others = waves.flatMap(({ surveyId, weight }) => {
      const wave = surveyId === main.surveyId ? undefined : this.countWave(surveyId);
      return wave ? [{ wave, specs: specs.map((spec) => withOwnWeight(spec, wave.dataset, weight)) }] : [];
    });
    const asked: { wave: Wave; specs: TableSpec[] }[] = [{ wave: main, specs }, ...others];
    const answers = asked.map(({ wave, specs: own }) => {
      const { surveyId, dataset, beside } = wave;
      // A wave in which something was not asked has no tables of it; of the first one that is a fault.
      const isAsked = surveyId === main.surveyId || hasColumns(dataset, own);
      const tables: SurveyTables = {
        surveyId,
        tables: isAsked ? own.map((spec) => computeTable(dataset, spec)) : [],
        ...compareWaves(main.dataset.codebook, dataset.codebook),
        ...(beside && { beside }),
      };
      return { wave, tables };
    });
    // Those of the page, the newest first.
    const shown = this.surveys.flatMap(({ id }) =>
      answers.filter(({ tables }) => tables.surveyId === id && tables.tables.length > 0),
    );
    shown.slice(1).forEach((earlier, index) => {
      const { wave, tables } = shown[index]!;
      const isWeighted = [tables, earlier.tables].some(({ tables: own }) =>
        own.some(({ spec }) => spec.weight),
      );
      tables.before = compareRows(wave, earlier.wave, isWeighted ? [] : specs);
    });
    return answers.map(({ tables }) => tables);
  }

  async recount({
    decisions,
  }: TabulationContract['recount']['request']): Promise<TabulationContract['recount']['answer']> {
    if (!this.holding) await new Promise<void>((resolve) => this.reading.push(resolve));
    return decisions.map(({ id, surveyId, specs, cells }) => {
      const wave = this.counted?.surveyId === surveyId ? this.counted : this.countWave(surveyId);
      const tables = wave && computeSavedTables(wave.dataset, specs);
      return {
        id,
        dataHash: wave?.dataset.hash,
        cells: cells.map((address) => tables && readCell(tables, address)),
      };
    });
  }

  simulate(
    { counts }: TabulationContract['simulate']['request'],
    tell: (done: number) => void,
  ): SimulatedTest {
    const table = toContingency(counts);
    if (!table) return { p: null, replicates: 0, seed: SEED };
    const exact = fisherP(table);
    if (exact !== null) return { p: exact, replicates: 0, seed: SEED };
    const p = monteCarloP(table, REPLICATES, SEED, {
      report(done) {
        tell(done);
        return true;
      },
    });
    return { p, replicates: REPLICATES, seed: SEED };
  }

  close(): void {
    this.subscription?.unsubscribe();
    this.held?.stop();
    this.db?.close();
  }

  /** The data as they are, once there are some. */
  protected async current(): Promise<Counted> {
    return this.counted ?? (await new Promise<Counted>((resolve) => this.waiting.push(resolve)));
  }

  private renew(): void {
    const { frame, responses } = this;
    if (!frame || !responses) return;
    this.holding = { ...frame, responses };
    try {
      this.tell?.({ summary: this.count(this.holding) });
    } catch (error) {
      this.counted = undefined;
      this.tell?.({ failure: error instanceof Error ? error.message : String(error) });
    }
    for (const resolve of this.reading.splice(0)) resolve();
    const { counted } = this;
    if (counted) for (const resolve of this.waiting.splice(0)) resolve(counted);
  }

  private count({
    survey: document,
    questionnaires,
    responses,
    additions,
    pointers,
  }: Holding): DataSummary | null {
    const surveys = listTabulatedSurveys(document ? listDeviceSurveys(document) : [], responses);
    const survey = surveys.find(({ id }) => id === this.surveyId) ?? surveys[0];
    const questionnaire = survey && findQuestionnaire(questionnaires, survey);
    this.counted = undefined;
    this.waves.clear();
    this.surveys = surveys;
    if (!survey || !questionnaire) return null;
    const { dataset: answers, ...counts } = datasetFromResponses(questionnaire, survey.id, responses);
    const counted = listCounted(questionnaire, survey.id, responses);
    const { dataset, ...extensions } = extendDataset(
      answers,
      { surveyId: survey.id, questionnaireId: questionnaire.id },
      counted,
      additions,
    );
    const otherWeightings = listSavedWeights(
      surveys.flatMap(({ id }) => (id === survey.id ? [] : [id])),
      additions,
    );
    const summary = {
      survey,
      surveys,
      questionnaire,
      dataHash: dataset.hash,
      otherWeightings,
      ...counts,
      ...extensions,
    };
    this.counted = { surveyId: survey.id, dataset, summary, companies: listCompanies(counted, pointers) };
    return summary;
  }

  /** The data of another survey, read once for as long as nothing changes. */
  private countWave(id: string): Wave | undefined {
    const known = this.waves.get(id);
    if (known) return known;
    const survey = this.surveys.find((each) => each.id === id);
    const questionnaire = survey && this.holding && findQuestionnaire(this.holding.questionnaires, survey);
    if (!questionnaire || !this.holding) return undefined;
    const { responses, additions, pointers } = this.holding;
    const {
      dataset: answers,
      unknownAnswers: _,
      ...origin
    } = datasetFromResponses(questionnaire, id, responses);
    const counted = listCounted(questionnaire, id, responses);
    const { dataset, weightings } = extendDataset(
      answers,
      { surveyId: id, questionnaireId: questionnaire.id },
      counted,
      additions,
    );
    const beside: SurveyBeside = {
      ...origin,
      dataHash: dataset.hash,
      weightings,
      questionnaireRevision: questionnaire.revision,
    };
    const wave = { surveyId: id, dataset, beside, companies: listCompanies(counted, pointers) };
    this.waves.set(id, wave);
    return wave;
  }
}

/** The record that stands for each response's company, of any that were merged. */
function listCompanies(
  responses: readonly ResponseRecord[],
  pointers: MergePointers,
): (string | undefined)[] {
  return responses.map(({ fields: { accountId } }) => accountId && findMergeRoot(accountId, pointers));
}

/** What is asked of the survey that is followed, of another one: by its own weights, or by none. */
function withOwnWeight(
  { weight: _, ...spec }: TableSpec,
  { columns }: Dataset,
  weight: string | undefined,
): TableSpec {
  return weight !== undefined && columns.has(weight) ? { ...spec, weight } : spec;
}

/** Who is in both of two waves, and how they answered. */
function compareRows(later: Wave, earlier: Wave, specs: readonly TableSpec[]): SurveyBefore {
  const pairs = pairRows(later.companies, earlier.companies);
  return {
    surveyId: earlier.surveyId,
    companies: new Set(pairs.map(([row]) => later.companies[row])).size,
    overlaps: specs.map((spec) =>
      pairs.length === 0 ? [] : computeOverlap(later.dataset, earlier.dataset, pairs, spec),
    ),
  };
}

/** The tables of saved specifications; `undefined` where the data have none of their questions any more. */
function computeSavedTables(dataset: Dataset, specs: Json): Table[] | undefined {
  if (!Array.isArray(specs)) return undefined;
  try {
    return specs.map((spec) => computeTable(dataset, readTableSpec(spec)));
  } catch (error) {
    const isUnfit = [TableSpecError, JsonShapeError, DerivedColumnError].some(
      (kind) => error instanceof kind,
    );
    if (isUnfit) return undefined;
    throw error;
  }
}

function findQuestionnaire(
  questionnaires: readonly Questionnaire[],
  { questionnaireId, questionnaireRevision }: TabulatedSurvey,
): Questionnaire | undefined {
  return questionnaires.find(
    ({ id, revision }) => id === questionnaireId && revision === questionnaireRevision,
  );
}

function hasColumns({ columns }: Dataset, specs: readonly TableSpec[]): boolean {
  return specs.every(({ stub, banner, filter, weight, columns: own = [] }) => {
    const made = new Set(own?.map(({ name }) => name));
    const named = [
      ...stub.flat(),
      ...banner,
      ...(filter?.all ?? []).map(({ column }) => column),
      ...(own ?? []).map(({ source }) => source),
      ...(weight ? [weight] : []),
    ];
    return named.every((name) => made.has(name) || columns.has(name));
  });
}

async function readFrame(db: BansoDatabase): Promise<Frame> {
  const [survey, questionnaires, additions, pointers] = await Promise.all([
    db.documents.get('survey'),
    db.documents.where('name').startsWith('questionnaire').toArray(),
    readAdditions(db),
    readMergePointers(db),
  ]);
  return {
    survey: survey?.content as unknown as SurveyDocument | undefined,
    questionnaires: questionnaires.map(({ content }) => content as unknown as Questionnaire),
    additions,
    pointers,
  };
}
