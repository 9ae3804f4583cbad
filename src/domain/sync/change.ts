import type { Json } from '#domain/canonical/json.ts';
import type { Instant } from '#domain/canonical/dates.ts';

/** A set's change: members that joined and members that left, so that sets merge member by member. */
export interface SetDelta {
  add: string[];
  remove: string[];
}

/**
 * What a change writes, by path: `phone`, or `answers/issues` for one member of
 * a map field. A set field's value is a `SetDelta`; any other is the new value.
 */
export type ChangeFields = Record<string, Json>;

/**
 * One person's edit of one record, made on one device. It never changes once it
 * has begun to be sent, and keeps its `baseRevision` for ever: the revision of
 * the record that the person saw when making it (0 for a new record).
 */
export interface Change<C extends string = string> {
  changeId: string;
  deviceId: string;
  /** Counts up on each device without gaps being promised; orders one device's edits. */
  deviceSeq: number;
  /** The user who made the edit. */
  madeBy: string;
  madeAt: Instant;
  /** The name of a collection, see `domain/records`. */
  collection: C;
  recordId: string;
  kind: 'put' | 'delete';
  baseRevision: number;
  fields: ChangeFields;
  /** The rejected change that this one corrects. */
  supersedes?: string;
}

/** The server's proof that it holds a change. */
export interface Receipt {
  changeId: string;
  /** SHA-256 over the canonical JSON of the change as read back from the database. */
  changeHash: string;
  revision: number;
  serverTime: Instant;
}

/** The device as which the server itself makes changes; a UUIDv7 like any device's. */
export const SERVER_DEVICE = '00000000-0000-7000-8000-000000000000';

/** Whether a device id is none that an app makes: those of the time 0 are the server's. */
export function isReservedDevice(deviceId: string): boolean {
  return deviceId.startsWith(SERVER_DEVICE.slice(0, 14));
}

/** No device counts further in its life; a sequence near the end of numbers would win over every later edit. */
export const MAX_DEVICE_SEQ = 2 ** 40;

/** Who makes changes without being one of the staff: a company by its link, and the server by itself. */
export const RESPONDENT_AUTHOR = 'respondent';
export const SERVER_AUTHOR = 'server';
