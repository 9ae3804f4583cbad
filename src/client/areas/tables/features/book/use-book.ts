import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { useWorkspace } from '#client/records/workspace.ts';
import { isClosed } from '#client/workers/bridge/worker-link.ts';
import type { BookFile, BookOrder } from '#client/workers/book/book-contract.ts';
import { openBookLink } from '#client/workers/book/book-link.ts';
import type { MadeBook } from '#client/workers/book/made-book.ts';
import type { DataState, DataSummary } from '#client/workers/tabulation/tabulation-contract.ts';

/** A report book in the making, and the data that it is made from. */
export interface BookMaking {
  /** `null` when this device has no survey with its questionnaire; `undefined` until it is known. */
  summary: Readonly<ShallowRef<DataSummary | null | undefined>>;
  /** While a book is being made. */
  progress: Readonly<Ref<{ done: number; total: number } | undefined>>;
  /** The book that was made last, of the survey that is shown. */
  made: Readonly<ShallowRef<MadeBook | undefined>>;
  failure: Readonly<Ref<string | undefined>>;
  wasCancelled: Readonly<Ref<boolean>>;
  make(order: BookOrder): Promise<void>;
  cancel(): Promise<void>;
  /** The book that was made last as a file. */
  write(file: BookFile): Promise<ArrayBuffer>;
}

/** Makes report books of a survey in a worker of their own. */
export function useBook(surveyId: () => string | undefined): BookMaking {
  const { session } = useWorkspace();
  const summary = shallowRef<DataSummary | null>();
  const progress = ref<{ done: number; total: number }>();
  const made = shallowRef<MadeBook>();
  const failure = ref<string>();
  const wasCancelled = ref(false);
  const link = openBookLink();

  function fail(error: unknown): void {
    if (!isClosed(error)) failure.value = error instanceof Error ? error.message : String(error);
  }

  function see(state: DataState): void {
    if ('failure' in state) {
      failure.value = state.failure;
      return;
    }
    // A book of another survey is none of this.
    if (state.summary?.survey.id !== made.value?.origin.surveyId) made.value = undefined;
    summary.value = state.summary;
  }

  async function make(order: BookOrder): Promise<void> {
    if (progress.value) return;
    progress.value = { done: 0, total: 0 };
    failure.value = undefined;
    wasCancelled.value = false;
    try {
      const book = await link.ask('make', order, { onProgress: (heard) => (progress.value = heard) });
      if (book) made.value = book;
      wasCancelled.value = book === null;
    } catch (error) {
      fail(error);
    } finally {
      progress.value = undefined;
    }
  }

  async function cancel(): Promise<void> {
    try {
      await link.ask('cancel', undefined);
    } catch (error) {
      fail(error);
    }
  }

  const { centre, user } = session;
  link
    .ask(
      'follow',
      { centreId: centre.id, userId: user.id, surveyId: surveyId() },
      { onProgress: see, patienceMs: Infinity },
    )
    .catch(fail);
  watch(surveyId, (wanted) => {
    link.ask('choose', { surveyId: wanted }).catch(fail);
  });
  onScopeDispose(() => link.close());
  return {
    summary,
    progress,
    made,
    failure,
    wasCancelled,
    make,
    cancel,
    write: (file) => link.ask('write', { file }),
  };
}
