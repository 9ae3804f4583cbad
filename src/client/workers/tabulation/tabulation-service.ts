import { liveQuery } from 'dexie';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { datasetFromResponses, type ResponseRecord } from '#domain/tabulation/dataset/survey-dataset.ts';
import type { Table } from '#domain/tabulation/table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { BansoDatabase } from '#client/storage/database.ts';

/** What the page has to say about the data under each table. */
export interface DataSummary {
  /** Equal for equal data: a table made from another version is stale. */
  dataHash: string;
  responseCount: number;
  inventedCount: number;
  firstSubmittedAt: Instant | null;
  lastSubmittedAt: Instant | null;
  unknownAnswerCount: number;
  questionnaireRevision: number;
}

export type TabulationRequest =
  { kind: 'open'; centreId: string; userId: string } | { kind: 'compute'; id: number; spec: TableSpec };

export type TabulationAnswer =
  /** Sent at the start and after every change of the responses; `null` without a questionnaire. */
  | { kind: 'data'; summary: DataSummary | null }
  | { kind: 'table'; id: number; table: Table }
  | { kind: 'failed'; id: number | null; message: string };

/** Keeps the survey's data set in step with the device's database and computes tables from it. */
export class TabulationService {
  private db: BansoDatabase | undefined;
  private subscription: { unsubscribe(): void } | undefined;
  private dataset: Dataset | undefined;
  private waiting: Extract<TabulationRequest, { kind: 'compute' }>[] = [];

  constructor(private readonly answer: (answer: TabulationAnswer) => void) {}

  receive(request: TabulationRequest): void {
    if (request.kind === 'open') this.open(new BansoDatabase(request.centreId, request.userId));
    else if (this.dataset) this.compute(this.dataset, request);
    else this.waiting.push(request);
  }

  close(): void {
    this.subscription?.unsubscribe();
    this.db?.close();
  }

  private open(db: BansoDatabase): void {
    this.db = db;
    this.subscription = liveQuery(async () => ({
      questionnaire: (await db.documents.get('questionnaire'))?.content as unknown as
        Questionnaire | undefined,
      responses: (await db.responses.toArray()).filter(({ deletedAt }) => deletedAt === null),
    })).subscribe({
      next: ({ questionnaire, responses }) => this.renew(questionnaire, responses),
      error: (error: unknown) => this.fail(null, error),
    });
  }

  private renew(questionnaire: Questionnaire | undefined, responses: readonly ResponseRecord[]): void {
    if (!questionnaire) {
      this.dataset = undefined;
      this.answer({ kind: 'data', summary: null });
      return;
    }
    try {
      const { dataset, ...counts } = datasetFromResponses(questionnaire, responses);
      this.dataset = dataset;
      this.answer({
        kind: 'data',
        summary: { dataHash: dataset.hash, questionnaireRevision: questionnaire.revision, ...counts },
      });
      for (const request of this.waiting.splice(0)) this.compute(dataset, request);
    } catch (error) {
      this.fail(null, error);
    }
  }

  private compute(dataset: Dataset, { id, spec }: Extract<TabulationRequest, { kind: 'compute' }>): void {
    try {
      this.answer({ kind: 'table', id, table: computeTable(dataset, spec) });
    } catch (error) {
      this.fail(id, error);
    }
  }

  private fail(id: number | null, error: unknown): void {
    this.answer({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
}
