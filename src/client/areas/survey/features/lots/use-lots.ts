import { reactive, shallowRef } from 'vue';
import { hasWordings, type LotKind, type LotMark } from '#domain/fieldwork/lots/lot-kinds.ts';
import * as api from '#client/api/fieldwork-api.ts';
import { makeSeed } from '#client/browser/random-seed.ts';
import { ApiProblem } from '#client/api/http.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { LotLetter, LotList, LotState } from '#protocol/letter-lots.ts';

/** A survey's lots as the server has them, one of them open. */
export function useLots(surveyId: string) {
  const { newId } = useWorkspace();
  const { attempt, ...attempts } = useAttempt();
  const list = shallowRef<LotList>();
  const open = shallowRef<LotState>();
  /** Of the lots that are being made, so that asking again after a lost answer makes no more. */
  let makingId = newId();

  async function load(): Promise<boolean> {
    const told = await attempt(() => api.readLots(surveyId));
    if (told) list.value = told;
    return told !== undefined;
  }

  /** Makes lots for all who are due, half of them of another wording; how many, or `undefined` when it did not work. */
  async function make(kind: LotKind, isSplit: boolean): Promise<number | undefined> {
    const before = list.value?.lots.length ?? 0;
    const wordings = isSplit && hasWordings(kind) ? { wordings: { seed: makeSeed() } } : {};
    const told = await attempt(() => api.makeLots(surveyId, { id: makingId, kind, ...wordings }));
    if (!told) return undefined;
    makingId = newId();
    list.value = told;
    return told.lots.length - before;
  }

  /** Looks at a lot, and at which letters have to leave its pile by now. */
  async function look(lotId: string): Promise<boolean> {
    const told = await attempt(() => api.readLot(surveyId, lotId));
    return take(told);
  }

  /** The letters of the open lot as they stand now; `undefined` when they cannot be had. */
  async function print(): Promise<LotLetter[] | undefined> {
    const lotId = open.value?.lot.id;
    if (lotId === undefined) return undefined;
    const told = await attempt(() => api.printLot(surveyId, lotId));
    take(told);
    return told?.letters;
  }

  /** Marks the open lot. Where other letters have to leave the pile by now, the new list comes with the problem. */
  async function mark(what: LotMark, day: string, isTaken: boolean): Promise<boolean> {
    const state = open.value;
    if (!state) return false;
    const known = state.takeOut.map(({ position }) => position);
    const told = await attempt(async () => {
      try {
        return await api.markLot(surveyId, state.lot.id, what, { id: newId(), day, known, isTaken });
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'lot-changed')
          open.value = await api.readLot(surveyId, state.lot.id);
        throw error;
      }
    });
    return take(told);
  }

  async function unmark(what: LotMark): Promise<boolean> {
    const lotId = open.value?.lot.id;
    if (lotId === undefined) return false;
    return take(await attempt(() => api.unmarkLot(surveyId, lotId, what)));
  }

  /** Takes the open lot away. */
  async function remove(): Promise<boolean> {
    const lotId = open.value?.lot.id;
    if (lotId === undefined) return false;
    const told = await attempt(() => api.removeLot(surveyId, lotId));
    if (!told) return false;
    list.value = told;
    open.value = undefined;
    return true;
  }

  function take(state: LotState | undefined): boolean {
    if (!state) return false;
    open.value = state;
    const lots = list.value?.lots.map((lot) => (lot.id === state.lot.id ? state.lot : lot));
    if (list.value && lots) list.value = { ...list.value, lots };
    return true;
  }

  function close(): void {
    open.value = undefined;
  }

  return reactive({ ...attempts, list, open, load, make, look, print, mark, unmark, remove, close });
}
