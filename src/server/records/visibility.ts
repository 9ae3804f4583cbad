import { isAllowed, type Role } from '#domain/access/permissions.ts';
import type { JsonObject } from '#domain/canonical/json.ts';
import { withoutIdentity } from '#domain/fieldwork/consent.ts';
import type { Conflict, SyncRecord } from '#domain/sync/record.ts';
import type { RecordText } from '#server/database/queries/records.ts';
import { isRestricted } from './indexes/restricted.ts';

/** Whether a record stands before a person without saying whose it is. Who settles duplicates sees all. */
export function isVeiled(role: Role, record: SyncRecord): boolean {
  return !isAllowed(role, 'responses.settle') && isRestricted(record);
}

/** A record as a person may see it. */
export function projectRecord(role: Role, record: SyncRecord): SyncRecord {
  return isVeiled(role, record)
    ? { ...record, ...withoutIdentity(record, isAllowed(role, 'wishes.tabulate')) }
    : record;
}

/** The same for a record's JSON; only what is restricted is read and written again. */
export function projectText(role: Role, text: RecordText): RecordText {
  if (text.restricted === 0 || isAllowed(role, 'responses.settle')) return text;
  const { fields, conflicts } = withoutIdentity(
    { fields: JSON.parse(text.fields) as JsonObject, conflicts: JSON.parse(text.conflicts) as Conflict[] },
    isAllowed(role, 'wishes.tabulate'),
  );
  return { ...text, fields: JSON.stringify(fields), conflicts: JSON.stringify(conflicts) };
}
