import { listMergedWith } from '#domain/casework/merged-accounts.ts';
import type { Lead } from '#domain/records/lead.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import { listOpenLeads } from '#server/database/queries/open-leads.ts';
import type { CentreRecord } from '#server/database/queries/records.ts';
import { listLeadKeys } from '#domain/casework/lead-duplicates.ts';
import { listOpenLeadKeys } from '#server/records/indexes/open-lead-keys.ts';
import type { Consequence } from './consequence.ts';
import { writeDecisions, type Decision, type Judging } from './judging.ts';

/** Watches for new leads, unless the push says itself whose duplicate one is or is not. */
export function watchLeads(): Consequence {
  /** In the order of the push. */
  const brought = new Set<string>();
  return {
    notice({ change: { collection, fields }, before, after }) {
      if (collection !== 'leads') return;
      if (Object.hasOwn(fields, 'possibleDuplicateOf')) brought.delete(after.id);
      else if (!before) brought.add(after.id);
    },
    follow: (judging, recordOf) => markRepeatedLeads(judging, [...brought].map(recordOf)),
  };
}

/**
 * Names in each lead that a push has brought the oldest one of the same company that is still
 * open, for whoever takes it up to decide; of several in one push the first comes before the others.
 *
 * @param brought new ones in the order of the push, all of them written; nobody has said anything of the kind about them.
 * @returns those that this has changed, as they are then.
 */
async function markRepeatedLeads(
  judging: Judging,
  brought: readonly CentreRecord[],
): Promise<CentreRecord[]> {
  const { tx, centreId } = judging;
  if (brought.length === 0) return [];
  const pointers = await listMergePointers(tx, centreId);
  const leads = brought.map((record) => {
    const keys = listOpenLeadKeys(record);
    const { accountId } = record.fields as Partial<Lead>;
    if (accountId === undefined || keys.length === 0) return { record, keys };
    // Records of one company that were merged: a lead of any of them is the company's.
    const ofCompany = listMergedWith(accountId, pointers).flatMap((id) => listLeadKeys({ accountId: id }));
    return { record, keys: [...new Set([...keys, ...ofCompany])] };
  });
  const open = await listOpenLeads(
    tx,
    centreId,
    leads.flatMap(({ keys }) => keys),
  );
  const decisions = leads.map(({ record, keys }, index): Decision => {
    const notBefore = new Set(leads.slice(index).map((later) => later.record.id));
    const earlier = open
      .filter(({ leadId, key }) => keys.includes(key) && !notBefore.has(leadId))
      .map(({ leadId }) => leadId);
    const oldest = earlier.sort()[0];
    return { record, fields: oldest === undefined ? {} : { possibleDuplicateOf: oldest } };
  });
  return writeDecisions(judging, decisions);
}
