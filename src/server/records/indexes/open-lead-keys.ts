import { listLeadKeys } from '#domain/casework/lead-duplicates.ts';
import { isLeadOver } from '#domain/casework/lead-transitions.ts';
import type { Lead } from '#domain/records/lead.ts';
import { saveOpenLeadKeys } from '#server/database/queries/open-leads.ts';
import type { IndexedRecord } from '#server/database/queries/record-indexes.ts';
import { defineIndex } from './record-index.ts';

/** By what a lead that somebody still has to see to is recognised when it comes once more; none for any other record. */
export function listOpenLeadKeys(record: IndexedRecord): string[] {
  const lead = record.fields as Partial<Lead>;
  if (record.collection !== 'leads' || record.deletedAt !== null || isLeadOver(lead)) return [];
  return listLeadKeys(lead);
}

/** The table by which a lead that comes once more finds the earlier one. */
export const openLeadKeys = defineIndex({
  name: 'open_lead_keys',
  version: 3,
  collections: ['leads'],
  rule: listOpenLeadKeys,
  save: saveOpenLeadKeys,
});
