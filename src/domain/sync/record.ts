import type { JsonObject } from '#domain/canonical/json.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import type { ChangeFields } from './change.ts';

/** Who wrote a merge unit last. */
export interface UnitStamp {
  revision: number;
  deviceId: string;
  deviceSeq: number;
  madeBy: string;
  madeAt: Instant;
  /** Who sent it, where its own device has not: then nothing proves the author, device and time. */
  importedBy?: string;
}

/** One of the two values of a conflict. */
export interface ConflictSide {
  fields: ChangeFields;
  madeBy: string;
  madeAt: Instant;
  importedBy?: string;
}

/** Two people wrote the same merge unit without seeing each other; both values are kept until someone settles it. */
export interface Conflict {
  /** The id of the change that lost or won last; unique within the record. */
  id: string;
  unit: string;
  /** What stands in the record. */
  kept: ConflictSide;
  /** What was put aside. */
  other: ConflictSide;
}

/** Something about a merged record that a person should look at; never a loss. */
export interface RecordWarning {
  code: string;
  revision: number;
  madeBy: string;
  madeAt: Instant;
}

/** A record as devices see it. */
export interface SyncRecord<C extends string = string> {
  collection: C;
  id: string;
  revision: number;
  fields: JsonObject;
  deletedAt: Instant | null;
  conflicts: Conflict[];
  warnings: RecordWarning[];
  /** It was erased for privacy: a device forgets what it has kept of it. */
  erased?: true;
}

/** A record as the server keeps it: also who wrote each merge unit last. */
export interface StoredRecord extends SyncRecord {
  units: Record<string, UnitStamp>;
}
