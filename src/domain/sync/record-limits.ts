import type { StoredRecord } from './record.ts';

/*
 * How large a record may grow, so that no device, page or merge chokes on it. Far above what people
 * write: the longest text takes 150 KB, an interview of 300 questions 1,000 merge units.
 */

/** Fields that one change may write. */
export const MAX_FIELDS_PER_CHANGE = 2_000;
/** Members that one change may add to a set, or remove from it. */
export const MAX_SET_MEMBERS = 1_000;
/** JSON of one field's value, in UTF-16 units; also of a field that this build does not know. */
export const MAX_VALUE_LENGTH = 256 * 1024;
/** Merge units of a record. */
const MAX_UNITS = 3_000;
/** JSON of a record's fields and conflicts, in UTF-16 units. */
const MAX_RECORD_LENGTH = 1024 * 1024;
/** Conflicts that wait on one record for somebody to settle them. */
const MAX_CONFLICTS = 200;

/** A record's size: the length of its JSON, how many units it has, and how many conflicts. */
export interface RecordSize {
  length: number;
  units: number;
  conflicts: number;
}

/** How large a record is; a new one is nothing yet. */
export function measureRecord(record: StoredRecord | undefined): RecordSize {
  if (!record) return { length: 0, units: 0, conflicts: 0 };
  const { fields, conflicts, units } = record;
  return {
    length: JSON.stringify(fields).length + JSON.stringify(conflicts).length,
    units: Object.keys(units).length,
    conflicts: conflicts.length,
  };
}

/**
 * What a change would make too large, as the code of the problem; undefined when it may be taken. A
 * record that is too large already may always become smaller.
 */
export function findOvergrowth(
  before: RecordSize,
  after: RecordSize,
): 'record-too-large' | 'too-many-conflicts' | undefined {
  const outgrows = (what: keyof RecordSize, limit: number): boolean =>
    after[what] > limit && after[what] > before[what];
  if (outgrows('conflicts', MAX_CONFLICTS)) return 'too-many-conflicts';
  return outgrows('length', MAX_RECORD_LENGTH) || outgrows('units', MAX_UNITS)
    ? 'record-too-large'
    : undefined;
}
