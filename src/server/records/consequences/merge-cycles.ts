import type { Json } from '#domain/canonical/json.ts';
import { planUnmerge, type AccountEdit } from '#domain/casework/account-merge.ts';
import { findMergeCycle, findMergePointer } from '#domain/casework/merged-accounts.ts';
import type { Account } from '#domain/records/account.ts';
import { DEFINITIONS } from '#domain/records/collections.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import { setDelta } from '#domain/sync/fields.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import { listRecords, type CentreRecord } from '#server/database/queries/records.ts';
import { audit } from '#server/journal/audit.ts';
import type { Consequence } from './consequence.ts';
import { clockAt, writeDecisions, type Decision, type Judging } from './judging.ts';

/**
 * Watches for companies that two people merged into each other without seeing each other's merge, one of which may
 * have been deleted meanwhile: the circle closes when it is brought back.
 */
export function watchMergeCycles(): Consequence {
  const merged = new Set<string>();
  return {
    notice({ before, after }) {
      const into = findMergePointer(after);
      if (into !== undefined && into !== findMergePointer(before)) merged.add(after.id);
    },
    follow: (judging) => openCycles(judging, merged),
  };
}

/**
 * Opens circles: of the records in one the smallest id stands for the company on every device (`findMergeRoot`), so
 * its pointer goes, and what its merge had written into another record is given back.
 */
async function openCycles(judging: Judging, merged: ReadonlySet<string>): Promise<CentreRecord[]> {
  if (merged.size === 0) return [];
  const { tx, centreId, serverTime } = judging;
  const changed: CentreRecord[] = [];
  let pointers = await listMergePointers(tx, centreId);
  for (const id of merged) {
    const [root] = findMergeCycle(id, pointers).sort();
    const target = root === undefined ? undefined : pointers.get(root);
    if (root === undefined || target === undefined) continue;
    const siblings = [...pointers].flatMap(([each, into]) =>
      into === target && each !== root ? [each] : [],
    );
    const records = new Map(
      (await listRecords(tx, centreId, [root, target, ...siblings])).map((record) => [record.id, record]),
    );
    const [own, kept] = [records.get(root), records.get(target)];
    if (!own || !kept) continue;
    const plan = planUnmerge(
      toRecorded(own),
      toRecorded(kept),
      siblings.flatMap((each) => records.get(each) ?? []).map(toRecorded),
    );
    // A record that was merged into itself is both.
    const decisions: Decision[] = [
      { record: own, fields: toChangeFields(own, plan.other) },
      ...(kept === own ? [] : [{ record: kept, fields: toChangeFields(kept, plan.kept) }]),
      ...plan.later.flatMap(({ id: each, edit }) => {
        const record = records.get(each);
        return record ? [{ record, fields: toChangeFields(record, edit) }] : [];
      }),
    ];
    changed.push(...(await writeDecisions(judging, decisions)));
    pointers = await listMergePointers(tx, centreId);
    await audit(tx, clockAt(serverTime), {
      centreId,
      by: null,
      action: 'accounts.merge-circle',
      subject: root,
      detail: { target },
    });
  }
  return changed;
}

function toRecorded({ id, fields }: CentreRecord): { id: string; fields: Partial<Account> } {
  return { id, fields: fields as Partial<Account> };
}

/** An edit in the form of a change: of sets what joins and what leaves. */
function toChangeFields({ fields }: CentreRecord, edit: AccountEdit): ChangeFields {
  return Object.fromEntries(
    Object.entries(edit).map(([field, value]): [string, Json] => {
      const after = (value ?? null) as Json;
      return DEFINITIONS.accounts.sets.has(field)
        ? [field, { ...setDelta(membersOf(fields[field]), membersOf(after)) }]
        : [field, after];
    }),
  );
}

function membersOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : [];
}
