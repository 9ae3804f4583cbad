import { computed, reactive, ref, shallowRef } from 'vue';
import type {
  AccountUpdate,
  AddedRow,
  KnownAccount,
} from '#domain/casework/account-import/account-import.ts';
import {
  toFrameRows,
  type FrameImportPlan,
  type KnownFrameUnit,
} from '#domain/fieldwork/frame/plan-frame-import.ts';
import { splitIntoBatches } from '#domain/fieldwork/survey-units.ts';
import * as api from '#client/api/frames-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { WorkerLink } from '#client/workers/bridge/worker-link.ts';
import { takePlan } from '#client/workers/import/parted-plan.ts';
import type { ImportContract, PlanRequest } from '#client/workers/import/import-contract.ts';
import { FRAME_PAGE_LIMIT, type CreateFrameList, type FrameListSummary } from '#protocol/frames.ts';

/** What a person says of a row in doubt: which address of the list it is, or that it is another one. */
export type FrameRowAnswer = { accountId: string } | 'new';

/** Hands over the companies of this device, part by part. */
type TakeCompanies = (take: (companies: KnownAccount[]) => Promise<unknown>) => Promise<void>;

/**
 * An import into a list of addresses, from the dry run on: what it would do, what a person decides, and the sending,
 * of which nothing counts before all has come.
 *
 * @param list into which; undefined makes a new one
 */
export function useFrameImport(list: () => FrameListSummary | undefined) {
  const workspace = useWorkspace();
  const { attempt, ...attempts } = useAttempt();
  const plan = shallowRef<FrameImportPlan | null>(null);
  const answers = ref(new Map<number, FrameRowAnswer>());
  const skippedRows = ref(new Set<number>());
  const isLinking = ref(true);
  const isMarkingMissing = ref(false);
  const sent = ref(0);
  const isSending = ref(false);
  const outcome = shallowRef<{ list: FrameListSummary; added: number; changed: number }>();
  let known: KnownFrameUnit[] = [];
  let isCancelled = false;

  const uncertain = computed(() => plan.value?.uncertain ?? []);
  const unansweredCount = computed(() => uncertain.value.length - answers.value.size);
  const added = computed<AddedRow[]>(() => [
    ...(plan.value?.added ?? []),
    ...uncertain.value.filter(({ row }) => answers.value.get(row) === 'new'),
  ]);
  const updates = computed<AccountUpdate[]>(() => [
    ...(plan.value?.matched.filter(({ row }) => !skippedRows.value.has(row)) ?? []),
    ...uncertain.value.flatMap(({ row, candidates }) => {
      const answer = answers.value.get(row);
      return typeof answer === 'object'
        ? candidates.filter(({ accountId }) => accountId === answer.accountId)
        : [];
    }),
  ]);
  const rows = computed(() => {
    const decisions = {
      added: added.value,
      updates: updates.value,
      isLinking: isLinking.value,
      isMarkingMissing: isMarkingMissing.value,
    };
    return plan.value ? toFrameRows(plan.value, known, decisions) : [];
  });

  /** Makes the dry run: what the list has and the companies of this device go to the worker that has the rows. */
  async function check(
    link: WorkerLink<ImportContract>,
    request: PlanRequest,
    takeCompanies: TakeCompanies,
    tell: (rowsDone: number) => void,
  ): Promise<void> {
    await link.ask('forgetKnown', null);
    known = [];
    const into = list();
    if (into) await takeUnits(into.id, (units) => link.ask('knowUnits', units));
    await takeCompanies((companies) => link.ask('know', companies));
    plan.value = await takePlan<FrameImportPlan>(
      link,
      await link.ask('dryRunFrame', request, { onProgress: tell }),
    );
    answers.value = new Map();
    skippedRows.value = new Set();
    isMarkingMissing.value = false;
  }

  /** Reads the addresses that a list has, page by page. */
  async function takeUnits(
    listId: string,
    take: (units: KnownFrameUnit[]) => Promise<unknown>,
  ): Promise<void> {
    for (let after: number | null = 0; after !== null;) {
      const page = await api.readFrameUnits(listId, { after, limit: FRAME_PAGE_LIMIT });
      const units = page.units.map(({ id, fields, isGone }) => ({ id, fields, isGone }));
      known.push(...units);
      await take(units);
      after = page.next;
    }
  }

  /** Says what a row in doubt is; undefined leaves it out. */
  function answerRow(row: number, answer: FrameRowAnswer | undefined): void {
    const next = new Map(answers.value);
    if (answer) next.set(row, answer);
    else next.delete(row);
    answers.value = next;
  }

  /** Says the same of all rows in doubt. */
  function answerAll(answer: 'new' | undefined): void {
    answers.value = new Map(answer ? uncertain.value.map(({ row }) => [row, answer]) : []);
  }

  function toggleRow(row: number, isUpdated: boolean): void {
    const skipped = new Set(skippedRows.value);
    if (isUpdated) skipped.delete(row);
    else skipped.add(row);
    skippedRows.value = skipped;
  }

  function toggleAllRows(isUpdated: boolean): void {
    skippedRows.value = new Set(isUpdated ? [] : plan.value?.matched.map(({ row }) => row));
  }

  /** Sends the rows and takes them in at once; what was cancelled, or could not be sent, leaves nothing. */
  async function send(about: CreateFrameList): Promise<void> {
    if (isSending.value) return;
    isSending.value = true;
    isCancelled = false;
    sent.value = 0;
    const all = rows.value;
    const uploadId = workspace.newId();
    const counts = { added: added.value.length, changed: updates.value.length };
    let into = list();
    const done = await attempt(async () => {
      into ??= await api.createFrame(about);
      const pieces = splitIntoBatches(all, FRAME_PAGE_LIMIT);
      for (const [piece, some] of pieces.entries()) {
        if (isCancelled) return undefined;
        await api.sendFramePiece(into.id, uploadId, piece, some);
        sent.value += some.length;
      }
      if (isCancelled) return undefined;
      return api.commitFrame(into.id, uploadId, { revision: into.revision, pieces: pieces.length });
    });
    if (done) outcome.value = { list: done, ...counts };
    // What cannot be taken back now, without a network, the server forgets by itself within a day.
    else if (into) await api.cancelFrame(into.id, uploadId).catch(() => undefined);
    isSending.value = false;
  }

  function cancel(): void {
    isCancelled = true;
  }

  return reactive({
    ...attempts,
    plan,
    answers,
    skippedRows,
    isLinking,
    isMarkingMissing,
    unansweredCount,
    added,
    updates,
    rows,
    sent,
    isSending,
    outcome,
    check,
    answerRow,
    answerAll,
    toggleRow,
    toggleAllRows,
    send,
    cancel,
  });
}
