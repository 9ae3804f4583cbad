import type { Transaction } from 'kysely';
import * as v from 'valibot';
import { canonicalJson } from '#domain/canonical/json.ts';
import { hashText } from '#domain/canonical/hash.ts';
import { isUuidV7 } from '#domain/canonical/uuid.ts';
import { canWrite, isAllowed } from '#domain/access/permissions.ts';
import { altersForGood, findForeignAuthor } from '#domain/records/append-only.ts';
import { findFieldFaults, findMissingFields } from '#domain/records/check-fields.ts';
import { DEFINITIONS, getDefinition, type Definitions } from '#domain/records/collections.ts';
import { findServerOnlyFields } from '#domain/records/server-only.ts';
import { signChange } from '#domain/records/signatures.ts';
import { hearCompanyWord } from '#domain/casework/company-word.ts';
import { isInPieces, needsSettler } from '#domain/fieldwork/response-authority.ts';
import {
  deletesSubmitted,
  findInventedFields,
  signResponseChange,
} from '#domain/fieldwork/response-protection.ts';
import type { RolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { Change, Receipt } from '#domain/sync/change.ts';
import type { Definition } from '#domain/records/definition.ts';
import { findChangeFaults, type ChangeFault } from '#domain/sync/check-change.ts';
import { mergeChange } from '#domain/sync/merge.ts';
import { findOvergrowth, measureRecord, type RecordSize } from '#domain/sync/record-limits.ts';
import type { StoredRecord, SyncRecord } from '#domain/sync/record.ts';
import { changeSchema, isShallow, isTakenWhole, type PushResult } from '#protocol/sync.ts';
import {
  appendChanges,
  listChanges,
  takeRevisions,
  type ChangeRow,
} from '#server/database/queries/changes.ts';
import { loadItemRoles } from '#server/database/queries/item-roles.ts';
import { listRecords, type CentreRecord } from '#server/database/queries/records.ts';
import type { Database } from '#server/database/schema.ts';
import { jsonPointer } from '#server/http/parse-input.ts';
import { Problem } from '#server/http/problem.ts';
import { toChangeRow } from '#server/records/change-row.ts';
import { CONSEQUENCES } from '#server/records/consequences/consequences.ts';
import { readMergedInto } from '#server/records/indexes/merged-into.ts';
import { saveRecords } from '#server/records/save-records.ts';
import { isVeiled, projectRecord } from '#server/records/visibility.ts';
import { HeldChanges } from './push-held.ts';
import { PushedMerges } from './push-merges.ts';
import { describeRejection, Rejection } from './push-rejection.ts';
import type { Pusher } from './pusher.ts';
import { Sender } from './push-sender.ts';

/** Each result holds its record: so much of them in one answer, in UTF-16 units. */
const MAX_ANSWER_LENGTH = 8 * 1024 * 1024;

const shallowChangeSchema = v.pipe(
  v.unknown(),
  v.check(
    (value) => isShallow(value) && isTakenWhole(value),
    'nested too deeply, or with names that nothing keeps',
  ),
  changeSchema,
);

/**
 * Takes in one push within a transaction: appends each change to the log, merges it
 * into its record, and gives one result per change in order (docs/sync.md, "Push").
 * Changes are judged before anything is written, so a bad one never undoes its
 * neighbours; a change that is known already gets its stored result again.
 *
 * Receipts are made from what the database gives back, not from what was sent.
 *
 * @throws Problem `body-too-large` when the records would be too much for one answer: a device then
 *   sends fewer changes at once; `device-cloned` when it comes from the copy of another device.
 */
export async function pushChanges(
  tx: Transaction<Database>,
  pusher: Pusher,
  incoming: readonly unknown[],
  definitions: Definitions = DEFINITIONS,
): Promise<{ epoch: string; results: PushResult[] }> {
  const { before, epoch } = await takeRevisions(tx, pusher.centreId, incoming.length);
  const parsed = incoming.map((value) => v.safeParse(shallowChangeSchema, value));
  const changes = parsed.flatMap((result) => (result.success ? [result.output] : []));
  const batch = await Batch.load(tx, pusher, changes, definitions);

  const verdicts = parsed.map((result, index) => {
    try {
      if (!result.success) throw new Rejection('change-malformed', faultsOf(result.issues));
      return batch.take(result.output, before + 1 + index);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      return describeRejection(error, incoming[index], pusher.language);
    }
  });

  const receipts = await batch.save(tx);
  await batch.followUp(tx);
  const results = verdicts.map((verdict): PushResult => {
    if ('code' in verdict) return verdict;
    const receipt = receipts.get(verdict.changeId);
    if (!receipt) throw new Error(`no receipt for change ${verdict.changeId}`);
    return { status: verdict.status, receipt, record: batch.view(verdict) };
  });
  return { epoch, results };
}

interface Taken {
  changeId: string;
  status: 'accepted' | 'merged';
  record: SyncRecord;
}

/** The changes of one push on their way into the log and the records, in memory until `save`. */
class Batch {
  private readonly appended: ChangeRow[] = [];
  private readonly touched = new Set<string>();
  private readonly consequences = CONSEQUENCES.map((watch) => watch());
  /** What the server has changed by itself in consequence of this push. */
  private readonly decided = new Set<string>();
  /** Of the records as the push leaves them so far. */
  private readonly sizes = new Map<string, RecordSize>();
  /** How long the records in the answer are together. */
  private answerLength = 0;

  private constructor(
    private readonly pusher: Pusher,
    private readonly known: Map<string, ChangeRow>,
    private readonly records: Map<string, CentreRecord>,
    private readonly sender: Sender,
    private readonly held: HeldChanges,
    private readonly definitions: Definitions,
    private readonly rolesOf: RolesOf,
    private readonly merges: PushedMerges,
  ) {}

  static async load(
    tx: Transaction<Database>,
    pusher: Pusher,
    changes: readonly Change[],
    definitions: Definitions,
  ): Promise<Batch> {
    const known = await listChanges(
      tx,
      pusher.centreId,
      changes.map(({ changeId }) => changeId),
    );
    const recordIds = [
      ...new Set([
        ...changes.map(({ recordId }) => recordId),
        ...changes.map((change) => readMergedInto(change, definitions) ?? '').filter(isUuidV7),
        ...known.map((row) => row.effective_record_id),
      ]),
    ];
    const records = new Map<string, CentreRecord>();
    let wanted = recordIds;
    // An account may have been merged into another, and that one into a third.
    while (wanted.length > 0) {
      const found = await listRecords(tx, pusher.centreId, wanted);
      for (const record of found) records.set(record.id, record);
      wanted = found
        .flatMap((record) => readMergedInto(record, definitions) ?? [])
        .filter((id) => !records.has(id));
    }
    const rolesOf = await loadItemRoles(tx, pusher.centreId);
    return new Batch(
      pusher,
      new Map(known.map((row) => [row.change_id, row])),
      records,
      await Sender.load(tx, pusher, changes),
      await HeldChanges.load(tx, pusher, changes),
      definitions,
      rolesOf,
      await PushedMerges.load(tx, pusher.centreId, changes, definitions),
    );
  }

  take(change: Change, revision: number): Taken {
    if (!Object.hasOwn(this.definitions, change.collection))
      throw new Rejection('change-malformed', [{ pointer: '/collection', code: 'wrong-form' }]);
    const definition = getDefinition(change.collection, this.definitions);
    const faults = findChangeFaults(definition, change);
    if (faults.length > 0) throw new Rejection('change-malformed', faults);
    const changeText = canonicalJson(change);
    const changeHash = hashText(changeText);
    const known = this.known.get(change.changeId);
    if (known) return this.repeat(known, change, changeHash);
    const origin = this.sender.judge(change);
    const fieldFaults = findFieldFaults(definition, change.fields);
    if (fieldFaults.length > 0) throw new Rejection('change-malformed', fieldFaults);

    const { role, serverTime } = this.pusher;
    // What could not be taken from anybody is for its person to correct, not for the office to decide.
    const record = this.targetOf(definition, change);
    if (altersForGood(definition, record, change)) throw new Rejection('record-final');
    this.merges.check(definition, change, this.records);
    const invented = [
      ...findInventedFields(record, change),
      ...findForeignAuthor(definition, change),
      ...findServerOnlyFields(definition, record, change),
    ];
    if (invented.length > 0) throw new Rejection('change-malformed', invented);
    if (deletesSubmitted(record, change)) throw new Rejection('response-closed');
    const refusal = canWrite(role, change.collection) ? undefined : 'collection-forbidden';
    if (refusal) throw this.held.refuse(change, refusal, changeText, changeHash);
    const maySettle = isAllowed(role, 'responses.settle');
    if ((record && this.isKeptFrom(record)) || (needsSettler(record, change) && !maySettle))
      throw this.held.refuse(change, 'forbidden', changeText, changeHash);
    const signed = signResponseChange(
      hearCompanyWord(record, signChange(definition, record, change)),
      record,
      { serverTime, maySettle },
    );
    const { status, record: merged } = mergeChange(
      definition,
      record,
      record && record.id !== signed.recordId
        ? asFollowing(signed, record.id)
        : { ...signed, deviceId: origin.deviceId, baseRevision: this.seenBy(change) },
      { revision, serverTime, importedBy: origin.importedBy },
    );
    this.grow(record, merged);
    this.records.set(merged.id, { ...merged, erasedAt: null });
    this.touched.add(merged.id);
    this.merges.note(merged);
    for (const consequence of this.consequences)
      consequence.notice({ change: signed, before: record, after: merged });
    const row = toChangeRow(change, {
      changeText,
      changeHash,
      centreId: this.pusher.centreId,
      revision,
      ...origin,
      result: status,
      effectiveRecordId: merged.id,
      serverTime,
    });
    this.appended.push(row);
    this.known.set(change.changeId, row);
    return { changeId: change.changeId, status, record: toSyncRecord(merged) };
  }

  /** Whether the sender is not told whose a record is, and so may not write into it. */
  private isKeptFrom(record: CentreRecord): boolean {
    return !isInPieces(record.fields) && isVeiled(this.pusher.role, record, this.rolesOf);
  }

  /** Up to where a change has surely seen its record: revisions of a lost history count for none of this one. */
  private seenBy({ baseRevision, deviceSeq }: Change): number {
    const { shared } = this.pusher;
    return shared && deviceSeq <= shared.upTo ? Math.min(baseRevision, shared.revision) : baseRevision;
  }

  /** Refuses what would make a record larger than it may become. */
  private grow(before: CentreRecord | undefined, after: StoredRecord): void {
    const size = measureRecord(after);
    const problem = findOvergrowth(this.sizes.get(after.id) ?? measureRecord(before), size);
    if (problem) throw new Rejection(problem);
    this.sizes.set(after.id, size);
    if (this.answerLength > 0 && this.answerLength + size.length > MAX_ANSWER_LENGTH)
      throw new Problem('body-too-large');
    this.answerLength += size.length;
  }

  /** Writes everything and gives the receipts, made from what the database reads back. */
  async save(tx: Transaction<Database>): Promise<Map<string, Receipt>> {
    await this.held.save(tx);
    await appendChanges(tx, this.appended);
    await saveRecords(
      tx,
      this.pusher.centreId,
      [...this.touched].map((id) => this.records.get(id)!),
    );
    const stored = await listChanges(tx, this.pusher.centreId, [...this.known.keys()]);
    return new Map(
      stored.map((row) => [
        row.change_id,
        {
          changeId: row.change_id,
          // A change whose text has been erased keeps the hash it had.
          changeHash: row.change === '' ? row.change_hash : hashText(canonicalJson(JSON.parse(row.change))),
          revision: Number(row.revision),
          serverTime: row.server_time,
        },
      ]),
    );
  }

  /** Lets everything follow that follows from the push, once all records are written. */
  async followUp(tx: Transaction<Database>): Promise<void> {
    const { centreId, serverTime } = this.pusher;
    for (const { follow } of this.consequences) {
      const changed = await follow({ tx, centreId, serverTime }, (id) => this.records.get(id)!);
      for (const record of changed) {
        this.records.set(record.id, record);
        this.decided.add(record.id);
      }
    }
  }

  /** A record as the pusher may see it: as its change has left it, or as the server has changed it since. */
  view({ record }: Taken): SyncRecord {
    const stored = this.records.get(record.id)!;
    const current = this.decided.has(record.id) ? toSyncRecord(stored) : record;
    const rules = getDefinition(record.collection, this.definitions);
    return projectRecord(this.pusher, current, { rules, units: stored.units }, this.rolesOf);
  }

  private repeat(known: ChangeRow, { deviceId }: Change, changeHash: string): Taken {
    if (known.change_hash !== changeHash) {
      // What waited when the device was copied was edited on both.
      if (this.pusher.install && deviceId === this.pusher.deviceId) throw new Problem('device-cloned');
      throw new Rejection('change-id-reused');
    }
    const record = this.records.get(known.effective_record_id);
    if (!record) throw new Error(`change ${known.change_id} has no record`);
    return {
      changeId: known.change_id,
      status: known.result === 'merged' ? 'merged' : 'accepted',
      record: toSyncRecord(record),
    };
  }

  /** The record that a change goes to: the named one, or the account that it was merged into. */
  private targetOf(definition: Definition, change: Change): CentreRecord | undefined {
    let record = this.records.get(change.recordId);
    const seen = new Set<string>();
    const next = (): string | undefined => record && readMergedInto(record, this.definitions);
    for (let id = next(); id && !seen.has(id); id = next()) {
      const target = this.records.get(id);
      // The change that merges, or undoes it, belongs to the merged record itself.
      if (!target || Object.hasOwn(change.fields, definition.mergedInto!)) break;
      // What is no company any more, or never was one, takes nothing in: the record stands by itself.
      if (target.erasedAt !== null || target.collection !== change.collection) break;
      seen.add(id);
      record = target;
    }
    if (!record) {
      const isFirst = change.baseRevision === 0 && !this.held.awaits(change.recordId);
      // What nobody may alter comes whole, or it would stay in pieces for good.
      const makes = change.kind === 'put' && (isFirst || definition.appendOnly !== undefined);
      const missing = makes ? findMissingFields(definition, change) : [];
      if (missing.length > 0) throw new Rejection('change-malformed', missing);
      return undefined;
    }
    if (record.erasedAt !== null) throw new Rejection('record-erased');
    if (record.collection !== change.collection) throw new Rejection('record-in-other-collection');
    return record;
  }
}

/**
 * A change of a record that was merged away, as it goes to the one that took it in. Its person had
 * not seen that one, not even what they wrote there themselves: it counts as a device of its own.
 */
function asFollowing(change: Change, recordId: string): Change {
  return { ...change, recordId, baseRevision: 0, deviceId: `${change.deviceId}.${change.changeId}` };
}

/** What devices may know of a record: all but who wrote each unit. */
function toSyncRecord(record: SyncRecord): SyncRecord {
  const { collection, id, revision, fields, deletedAt, conflicts, warnings } = record;
  return { collection, id, revision, fields, deletedAt, conflicts, warnings };
}

function faultsOf(issues: readonly v.BaseIssue<unknown>[]): ChangeFault[] {
  return issues.map((issue) => ({ pointer: jsonPointer(issue), code: 'wrong-form' }));
}
