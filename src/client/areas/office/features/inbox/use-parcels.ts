import { onMounted, reactive, ref, shallowRef } from 'vue';
import * as v from 'valibot';
import { listParcels, openParcel, readParcel } from '#client/api/parcels-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { Change } from '#domain/sync/change.ts';
import type { OpenedParcel, Parcel, ParcelContent } from '#protocol/parcels.ts';
import { changeSchema } from '#protocol/sync.ts';
import { findCompanies } from './subjects.ts';

/** A parcel that is being looked into. */
export interface OpenParcel {
  id: string;
  changes: Change[];
  /** How many of its changes are none. */
  unreadable: number;
  drafts: ParcelContent['drafts'];
  /** How many pieces of photos and files are in it. */
  pieces: number;
  companies: ReadonlyMap<string, string>;
  /** What became of its changes, once they were taken in. */
  outcome?: OpenedParcel;
}

/** The sealed letters that the centre has received, kept on the server only: all of it needs a connection. */
export function useParcels() {
  const { db } = useWorkspace();
  const { attempt, isBusy, isUnreachable, problem, forget } = useAttempt();
  const parcels = shallowRef<Parcel[] | null>(null);
  const opened = ref<OpenParcel>();

  async function load(): Promise<void> {
    parcels.value = (await attempt(listParcels)) ?? parcels.value;
  }

  /** Shows what is in a parcel. */
  async function look(id: string): Promise<void> {
    const content = await attempt(() => readParcel(id));
    if (content) opened.value = await spread(id, content);
  }

  /** Takes the changes of the parcel that is open in; gives how many were taken. */
  async function take(): Promise<number> {
    const id = opened.value?.id;
    const outcome = id === undefined ? undefined : await attempt(() => openParcel(id));
    if (id === undefined || !outcome) return 0;
    await load();
    opened.value = { ...(await spread(id, outcome.content)), outcome };
    return outcome.taken;
  }

  async function spread(
    id: string,
    { changes: sent, drafts, pieces = [] }: ParcelContent,
  ): Promise<OpenParcel> {
    const changes = sent.flatMap((each) => {
      const parsed = v.safeParse(changeSchema, each);
      return parsed.success ? [parsed.output] : [];
    });
    const companies = await findCompanies(db, changes);
    return {
      id,
      changes,
      unreadable: sent.length - changes.length,
      drafts,
      pieces: pieces.length,
      companies,
    };
  }

  function close(): void {
    opened.value = undefined;
    forget();
  }

  onMounted(load);
  return reactive({ parcels, opened, isBusy, isUnreachable, problem, load, look, take, close });
}
