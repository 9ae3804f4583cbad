import { computed, reactive, ref, shallowRef } from 'vue';
import {
  readDispositionList,
  type ListedDisposition,
  type RowFault,
} from '#domain/fieldwork/history/disposition-list.ts';
import { splitIntoBatches } from '#domain/fieldwork/survey-units.ts';
import * as api from '#client/api/fieldwork-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { decodeText } from '#client/workers/decode-text.ts';
import { guessDelimiter, readCsv } from '#client/workers/read-csv.ts';
import { ARRIVALS_LIMIT, type DispositionResult } from '#protocol/unit-history.ts';
import { listEventWords } from './event-messages.ts';

type Fault = { row: number; fault: RowFault | Exclude<DispositionResult, 'new' | 'same'>; cell: string };

/** What a list would come to. */
export interface CheckedList {
  fresh: (ListedDisposition & { id: string })[];
  same: number;
  silent: number;
  faults: Fault[];
}

/** A list of results: read, checked with the server row by row, and only then noted. */
export function useDispositionList(surveyId: string) {
  const { newId } = useWorkspace();
  const { attempt, ...attempts } = useAttempt();
  const checked = shallowRef<CheckedList>();
  const fileFault = ref<'unreadable' | 'noColumns'>();

  async function check(file: File): Promise<void> {
    checked.value = undefined;
    fileFault.value = undefined;
    const list = await read(file);
    if (!list) return;
    const rows = list.rows.map((row) => ({ ...row, id: newId() }));
    const results = await ask(rows, true);
    if (!results) return;
    const faults: Fault[] = [...list.faults];
    const fresh: CheckedList['fresh'] = [];
    let same = 0;
    for (const row of rows) {
      const result = results.get(row.row) ?? 'unknown';
      if (result === 'new') fresh.push(row);
      else if (result === 'same') same += 1;
      else faults.push({ row: row.row, fault: result, cell: row.unit });
    }
    faults.sort((a, b) => a.row - b.row);
    checked.value = { fresh, same, silent: list.silent, faults };
  }

  async function read(file: File) {
    try {
      const { text } = decodeText(new Uint8Array(await file.arrayBuffer()));
      const list = readDispositionList(
        readCsv(
          text,
          guessDelimiter(text, () => 0),
        ),
        listEventWords(),
      );
      if (!list) fileFault.value = 'noColumns';
      return list;
    } catch (error) {
      console.warn('a list could not be read', error);
      fileFault.value = 'unreadable';
      return undefined;
    }
  }

  async function ask(
    rows: CheckedList['fresh'],
    isDryRun: boolean,
  ): Promise<Map<number, DispositionResult> | undefined> {
    return attempt(async () => {
      const results = new Map<number, DispositionResult>();
      for (const batch of splitIntoBatches(rows, ARRIVALS_LIMIT)) {
        const reply = await api.sendDispositions(surveyId, { isDryRun, rows: batch });
        for (const { row, result } of reply.results) results.set(row, result);
      }
      return results;
    });
  }

  /** Notes what is new; how many rows, or `undefined` when it did not come to the end. Asking again goes on. */
  async function apply(): Promise<number | undefined> {
    const rows = checked.value?.fresh ?? [];
    if (!(await ask(rows, false))) return undefined;
    checked.value = undefined;
    return rows.length;
  }

  const count = computed(() => checked.value?.fresh.length ?? 0);
  return reactive({ ...attempts, checked, fileFault, count, check, apply });
}
