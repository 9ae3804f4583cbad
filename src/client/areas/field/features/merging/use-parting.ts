import { computed, ref, type ComputedRef, type Ref } from 'vue';
import type { Json } from '#domain/canonical/json.ts';
import { isMadeAfterMerge, planUnmerge, type UnmergePlan } from '#domain/casework/account-merge.ts';
import type { Account } from '#domain/records/account.ts';
import type { Local, LocalRecord } from '#client/storage/database.ts';
import { readByKeys } from '#client/storage/read-by-keys.ts';
import type { Edit } from '#client/storage/write-record.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { readCompanyRecords } from './company-records.ts';

/** What is recorded of a company and can be given to another one by its field. */
const MOVABLE = ['visits', 'leads', 'nextSteps', 'contacts'] as const;
type Movable = (typeof MOVABLE)[number];

/** A record that came to the company after the merge. */
export type LaterRecord = { [C in Movable | 'responses']: { collection: C; record: Local<C> } }[
  | Movable
  | 'responses'];

interface Parting {
  own: Local<'accounts'>;
  target: Local<'accounts'>;
  siblings: Local<'accounts'>[];
  later: LaterRecord[];
}

/** Parting a record from the one it was merged into: what it would write, what a person decides, and doing it. */
export function useParting(id: () => string): {
  parting: Readonly<Ref<Parting | undefined>>;
  ready: Readonly<Ref<boolean>>;
  plan: ComputedRef<UnmergePlan | undefined>;
  /** Fields changed since that are to be as before all the same. */
  restored: Ref<ReadonlySet<keyof Account>>;
  /** Later records that belong to the parted company. */
  moved: Ref<ReadonlySet<string>>;
  part: () => Promise<void>;
} {
  const { db, write, writeTogether } = useWorkspace();
  const restored = ref<ReadonlySet<keyof Account>>(new Set());
  const moved = ref<ReadonlySet<string>>(new Set());

  async function read(): Promise<Parting | undefined> {
    const own = await db.accounts.get(id());
    const target = own?.fields.mergedInto && (await db.accounts.get(own.fields.mergedInto));
    if (!own || !target) return undefined;
    const company = await readCompanyRecords(db, id());
    const siblings = company?.all.filter(({ fields }) => fields.mergedInto === target.id) ?? [];
    const ids = company?.all.map((one) => one.id).filter((one) => one !== own.id) ?? [];
    const later: LaterRecord[] = [];
    for (const collection of [...MOVABLE, 'responses'] as const) {
      const records = await readByKeys(db.table<LocalRecord, string>(collection), 'fields.accountId', ids);
      for (const record of records)
        if (record.deletedAt === null && isMadeAfterMerge(record.id, own.fields))
          later.push({ collection, record } as LaterRecord);
    }
    return { own, target, siblings, later };
  }

  const { data: parting, ready } = useLiveQuery(read, undefined, id);
  const plan = computed(
    () => parting.value && planUnmerge(parting.value.own, parting.value.target, parting.value.siblings),
  );

  async function part(): Promise<void> {
    if (!parting.value || !plan.value) return;
    const { own, target, later } = parting.value;
    const { other, kept, later: remembered, changedSince } = plan.value;
    const decided = Object.fromEntries(
      changedSince.flatMap(({ field, before }): [string, Json][] =>
        restored.value.has(field) ? [[field, before]] : [],
      ),
    );
    const edit = { ...kept, ...decided } as Edit<'accounts'>;
    await writeTogether([db.accounts, ...MOVABLE.map((name) => db.table(name))], async () => {
      for (const each of remembered) await write('accounts', each.id, each.edit as Edit<'accounts'>);
      if (Object.keys(edit).length > 0) await write('accounts', target.id, edit);
      await write('accounts', own.id, other as Edit<'accounts'>);
      for (const { collection, record } of later)
        if (collection !== 'responses' && moved.value.has(record.id))
          await write(collection, record.id, { accountId: own.id });
    });
  }

  return { parting, ready, plan, restored, moved, part };
}
