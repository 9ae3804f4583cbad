import { canonicalJson, type Json, type JsonObject } from '#domain/canonical/json.ts';
import type { CollectionFields, Collection } from '#domain/records/collections.ts';
import type { Definition } from '#domain/records/definition.ts';
import { withOneLines } from '#domain/records/one-line.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Change, ChangeFields } from '#domain/sync/change.ts';
import { fieldAt, foldFields, setDelta, splitPath, withoutLater } from '#domain/sync/fields.ts';
import { mergeUnitOf, pathsOfUnit, type MergeRules } from '#domain/sync/merge-rules.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { BansoDatabase, LocalRecord, OutboxEntry, Shadow } from './database.ts';
import { pendingView } from './pending-view.ts';
import type { WrittenState } from './unsent-memory.ts';

/** Who writes on which device, with the sources of time and ids. */
export interface Author {
  userId: string;
  /** The device's id where its database has none yet. */
  deviceId: string;
  now: () => Instant;
  newId: () => string;
}

/**
 * What an edit sets, by path: whole values for fields (`null` clears one), the whole
 * new set for set fields, and `answers/issues` for one member of a map.
 */
export type Edit<C extends Collection> = Partial<{
  [K in keyof CollectionFields[C]]: CollectionFields[C][K] | null;
}> & { [path: `${string}/${string}`]: unknown };

/**
 * Records an edit durably: the record and its outbox entry are written in one
 * transaction, and the promise resolves when it has committed. Edits that change
 * nothing leave no trace. A pending edit of the same record that has not begun to be
 * sent takes the new one in; an edit of a record in quarantine becomes its correction.
 *
 * @returns how the record stands then; nothing where nothing changed.
 */
export async function writeRecord<C extends Collection>(
  db: BansoDatabase,
  author: Author,
  collection: C,
  recordId: string,
  edit: Edit<C>,
): Promise<WrittenState | undefined> {
  return change(db, author, collection, recordId, ({ current }) => {
    const fields = changedFields(
      db.definition(collection),
      (current?.fields ?? {}) as JsonObject,
      edit as Record<string, unknown>,
    );
    return Object.keys(fields).length === 0 && current ? undefined : { kind: 'put', fields };
  });
}

/** Marks a record as deleted; its fields are kept, and a later edit revives it. */
export async function deleteRecord(
  db: BansoDatabase,
  author: Author,
  collection: Collection,
  recordId: string,
): Promise<WrittenState | undefined> {
  return change(db, author, collection, recordId, ({ current }) =>
    current?.deletedAt === null ? { kind: 'delete', fields: {} } : undefined,
  );
}

/** Settles a conflict: the person chose a value (an edit of its unit) or keeps what stands (no edit). */
export async function settleConflict(
  db: BansoDatabase,
  author: Author,
  collection: Collection,
  recordId: string,
  conflictId: string,
  chosen: ChangeFields,
): Promise<WrittenState | undefined> {
  const fields = { ...chosen, [`conflicts/${conflictId}`]: { settled: true } };
  return change(db, author, collection, recordId, () => ({ kind: 'put', fields }));
}

/** Sends a quarantined change of a record again, as it stands, and those that wait behind it after it. */
export async function retryQuarantined(db: BansoDatabase, author: Author, entry: OutboxEntry): Promise<void> {
  const { collection, recordId } = entry.change;
  // An edit that adds nothing: it only takes in what is there.
  await change(db, author, collection, recordId, ({ waiting }) =>
    waiting.some(({ state }) => state === 'quarantined') ? { kind: 'put', fields: {} } : undefined,
  );
}

/** Gives a quarantined change up; the record shows the server's state again, with other pending edits on top. */
export async function discardQuarantined(db: BansoDatabase, entry: OutboxEntry): Promise<void> {
  const { collection, recordId } = entry.change;
  await db.transaction('rw', [db.table(collection), db.outbox, db.shadows], async () => {
    await db.outbox.delete(entry.deviceSeq);
    const pending = await db.outbox.where('recordId').equals(recordId).sortBy('deviceSeq');
    const server = (await db.shadows.get(recordId))?.record ?? null;
    const view = pendingView(db.definition(collection), server, pending);
    if (view) await db.table(collection).put(view);
    else await db.table(collection).delete(recordId);
    if (pending.length === 0) await db.shadows.delete(recordId);
  });
}

/** A record as it stands on this device before a change. */
interface Standing {
  current: LocalRecord | null;
  /** Its entries in the outbox, oldest first. */
  waiting: OutboxEntry[];
  /** What the server has of it. */
  server: SyncRecord | null;
}

/**
 * The one way in which a record changes on this device: reads how it stands, asks what
 * to write, and writes the record and its outbox entry in one transaction. Reads and
 * writes go side by side, since each costs a trip to the browser's storage.
 */
async function change(
  db: BansoDatabase,
  author: Author,
  collection: Collection,
  recordId: string,
  decide: (standing: Standing) => Pick<Change, 'kind' | 'fields'> | undefined,
): Promise<WrittenState | undefined> {
  const table = db.table<LocalRecord, string>(collection);
  const definition = db.definition(collection);
  return db.transaction('rw', [table, db.outbox, db.shadows, db.meta], async () => {
    const [current = null, waiting, shadow, lastSeq = 0, deviceId = author.deviceId] = await Promise.all([
      table.get(recordId),
      db.outbox.where('recordId').equals(recordId).sortBy('deviceSeq'),
      db.shadows.get(recordId),
      db.getMeta('deviceSeq'),
      // Within the transaction: the device may be given another id while the page is open.
      db.getMeta('deviceId'),
    ]);
    const fresh = waiting.length === 0 ? shadowOf(collection, recordId, current) : undefined;
    const server = (fresh ?? shadow)?.record ?? null;
    const decision = decide({ current, waiting, server });
    if (!decision) return undefined;

    const baseRevision = seenRevision(definition, decision.fields, waiting, current);
    const folded = listFolded(
      waiting.filter(({ state }) => state !== 'handed'),
      decision.kind,
      baseRevision,
    );
    const step: Step = { ...decision, baseRevision };
    const made = makeChanges(
      definition,
      { ...author, deviceId },
      { collection, recordId },
      step,
      folded,
      lastSeq + 1,
    );
    // A change that has no canonical form could never get a receipt: refuse it before it is stored.
    for (const each of made) canonicalJson(each);
    const entries = made.map((each): OutboxEntry => ({
      deviceSeq: each.deviceSeq,
      recordId,
      change: each,
      state: 'pending',
    }));
    const kept = waiting.filter((old) => !folded.includes(old));
    const replaced = folded
      .map(({ deviceSeq }) => deviceSeq)
      .filter((deviceSeq) => !entries.some((entry) => entry.deviceSeq === deviceSeq));
    const newestSeq = Math.max(lastSeq, ...entries.map(({ deviceSeq }) => deviceSeq));
    await Promise.all([
      fresh && db.shadows.put(fresh),
      replaced.length > 0 && db.outbox.bulkDelete(replaced),
      newestSeq > lastSeq && db.setMeta('deviceSeq', newestSeq),
      db.outbox.bulkPut(entries),
      table.put(pendingView(definition, server, [...kept, ...entries])!),
    ]);
    return { collection, recordId, server, entries: [...kept, ...entries] };
  });
}

/**
 * What the person saw of the units that an edit writes. Where an edit of their own waits on top of one,
 * what has come beneath it since was not on the screen: both count as made upon the same.
 */
function seenRevision(
  rules: MergeRules,
  fields: ChangeFields,
  waiting: readonly OutboxEntry[],
  current: LocalRecord | null,
): number {
  const units = new Set(Object.keys(fields).map((path) => mergeUnitOf(rules, path)));
  const hiding = waiting.filter(({ change: { fields: own } }) =>
    Object.keys(own).some((path) => units.has(mergeUnitOf(rules, path))),
  );
  return Math.min(current?.revision ?? 0, ...hiding.map(({ change: { baseRevision } }) => baseRevision));
}

/**
 * The entries that the new change takes in: as a correction those from a quarantined one on, else a
 * last one that has not begun to be sent. A deletion takes nothing in: what was typed before it
 * must reach the server too, or stay in quarantine where it can be seen.
 */
function listFolded(waiting: OutboxEntry[], kind: Change['kind'], baseRevision: number): OutboxEntry[] {
  if (kind === 'delete') return [];
  const quarantined = waiting.findIndex(({ state }) => state === 'quarantined');
  if (quarantined >= 0) return waiting.slice(quarantined);
  const last = waiting.at(-1);
  const canTakeIn =
    last?.state === 'pending' && last.change.kind === 'put' && last.change.baseRevision === baseRevision;
  return canTakeIn ? [last] : [];
}

/** One edit or deletion within what a person did to a record. */
type Step = Pick<Change, 'kind' | 'fields' | 'baseRevision'>;

/**
 * The changes to be stored: one, or several where a deletion stands between what a correction takes
 * in. Folded into a pending change it keeps that one's identity; as the correction of a quarantined
 * one it gets its own and says what it supersedes.
 */
function makeChanges(
  definition: Definition,
  author: Author,
  target: Pick<Change<Collection>, 'collection' | 'recordId'>,
  step: Step,
  folded: readonly OutboxEntry[],
  nextSeq: number,
): Change<Collection>[] {
  const [first] = folded;
  const isCorrection = first?.state === 'quarantined';
  const supersedes = isCorrection ? first.change.changeId : first?.change.supersedes;
  const before = folded.map(({ change: each, overtaken }) => {
    // What goes up anew is newer than what has overtaken it.
    const left = overtaken ? { ...each, fields: withoutLater(definition, each.fields, overtaken) } : each;
    return isCorrection ? corrected(definition, left, step) : left;
  });
  const steps = joinSteps(definition, [...before, step]);
  return steps.map(({ kind, fields, baseRevision }, index): Change<Collection> => {
    const identity =
      first && !isCorrection ? first.change : { changeId: author.newId(), deviceSeq: nextSeq + index };
    return {
      changeId: identity.changeId,
      deviceId: author.deviceId,
      deviceSeq: identity.deviceSeq,
      madeBy: author.userId,
      madeAt: author.now(),
      ...target,
      kind,
      baseRevision,
      fields: withOneLines(definition, fields),
      ...(index === 0 && supersedes !== undefined && { supersedes }),
    };
  });
}

/**
 * An earlier edit with what a correction puts right in it. Without that, one that was refused for a
 * value would be refused for ever where a deletion keeps it apart from the correction.
 */
function corrected(rules: MergeRules, earlier: Step, { fields }: Step): Step {
  const paths = Object.keys(earlier.fields).filter(
    (path) => Object.hasOwn(fields, path) && !rules.sets.has(path),
  );
  return {
    ...earlier,
    fields: { ...earlier.fields, ...Object.fromEntries(paths.map((path) => [path, fields[path]!])) },
  };
}

/**
 * Steps with edits that follow each other made one; what was typed before a deletion stays before it. Together they
 * have seen what the least of them has: where the replica is gone, a correction is made upon nothing.
 */
function joinSteps(rules: MergeRules, steps: readonly Step[]): Step[] {
  const joined: Step[] = [];
  for (const step of steps) {
    const last = joined.at(-1);
    if (step.kind === 'put' && last?.kind === 'put') {
      joined[joined.length - 1] = {
        ...last,
        baseRevision: Math.min(last.baseRevision, step.baseRevision),
        fields: foldFields(rules, last.fields, step.fields),
      };
    } else if (step.kind === 'delete' || last === undefined || Object.keys(step.fields).length > 0) {
      joined.push(step);
    }
  }
  return joined;
}

/** The server's state beneath a record that has no pending edits yet. */
export function shadowOf(collection: Collection, recordId: string, current: LocalRecord | null): Shadow {
  return { id: recordId, collection, record: current && ({ ...current, collection } as SyncRecord) };
}

/** The fields that an edit really changes, whole merge units of them, sets as deltas. */
export function changedFields(
  rules: MergeRules,
  current: JsonObject,
  edit: Record<string, unknown>,
): ChangeFields {
  const changed: ChangeFields = {};
  for (const [path, given] of Object.entries(edit)) {
    const value = (given ?? null) as Json;
    const before = fieldAt(current, path);
    if (rules.sets.has(path)) {
      const delta = setDelta(asMembers(before), asMembers(value));
      if (delta.add.length + delta.remove.length > 0) changed[path] = { ...delta };
    } else if (canonicalJson(before) !== canonicalJson(value)) {
      changed[path] = value;
    }
  }
  return withWholeUnits(rules, current, changed);
}

/** A named group is won or lost together, so a change of one of its fields carries all of them. */
function withWholeUnits(rules: MergeRules, current: JsonObject, changed: ChangeFields): ChangeFields {
  const whole: ChangeFields = { ...changed };
  for (const path of Object.keys(changed)) {
    if (splitPath(path)[1] !== undefined) continue;
    for (const sibling of pathsOfUnit(rules, mergeUnitOf(rules, path))) {
      const value = fieldAt(current, sibling);
      if (!(sibling in whole) && value !== null) whole[sibling] = value;
    }
  }
  return whole;
}

function asMembers(value: Json): string[] {
  return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : [];
}
