import { canonicalJson, type Json, type JsonObject } from '#domain/canonical/json.ts';
import type { Collection } from '#domain/records/collections.ts';
import type { Change } from '#domain/sync/change.ts';
import type { Conflict } from '#domain/sync/record.ts';
import { fieldAt, isSetDelta } from '#domain/sync/fields.ts';
import type { LedgerEntry, LocalRecord, OutboxEntry } from '#client/storage/database.ts';
import type { PushResponse } from '#protocol/sync.ts';
import { DeviceStorage, type OutboxWatcher } from './device-storage.ts';
import type { WireWatcher } from './simulated-network.ts';

/** One value, or one member of a set, whose save was confirmed to the person; no other save has the same. */
export interface Claim {
  /** The device, or the devices that are copies of one. */
  lineage: string;
  collection: Collection;
  recordId: string;
  path: string;
  /** As canonical JSON. */
  value: string;
  isMember: boolean;
  changeId: string;
  /** Given up by the person, who was asked. */
  isDiscarded: boolean;
}

/** A deletion whose save was confirmed. */
export interface DeleteClaim {
  lineage: string;
  recordId: string;
  /** The change, and those that took its place in corrections; copies of a device have each their own. */
  changeIds: Set<string>;
  isDiscarded: boolean;
}

/** What one committed transaction wrote into the outbox at one path, and what stood on the screen before. */
export interface Overwrite {
  lineage: string;
  changeId: string;
  path: string;
  value: string;
  seen: string;
  /** The conflict that the person settled by it. */
  settled: Conflict | undefined;
}

/**
 * Sees what devices make durable, what goes over the wire, and what people were told. It believes
 * nothing but that: what a save should have come to, `judge.ts` finds at the end.
 */
export class Witness implements WireWatcher {
  readonly claims: Claim[] = [];
  readonly deletes: DeleteClaim[] = [];
  /** By path and what stood there before. */
  readonly overwrites = new Map<string, Overwrite[]>();
  readonly settlements: Overwrite[] = [];
  /** What was wrong at the moment when it happened. */
  readonly complaints: string[] = [];
  private readonly refused = new Set<string>();
  private readonly acknowledged = new Set<string>();
  private readonly givenUp = new Set<string>();
  /** Given another identity by a correction. */
  private readonly superseded = new Set<string>();
  private readonly onWire = new Map<string, string>();
  /** The same by change and device. */
  private readonly sentBy = new Map<string, string>();
  private readonly forked = new Set<string>();
  /** What waited on a device when it was copied. */
  private readonly moved = new Set<string>();
  private readonly copied = new Map<string, Change>();
  private readonly written = new Map<string, Overwrite>();

  /** What each device's disk is to be watched by. */
  watchOutbox(lineage: string): OutboxWatcher {
    return (entry, before, transaction) => {
      // What only changes its state on the way to the server is no person's doing.
      if (entry.state !== 'pending') return;
      const storage = DeviceStorage.of(transaction.db.name)!;
      const stored = storage.row<OutboxEntry>('outbox', entry.deviceSeq);
      const earlier = stored?.change.changeId === entry.change.changeId ? stored.change.fields : {};
      const overwrites = Object.entries(entry.change.fields)
        .filter(([path, value]) => canonicalJson(earlier[path] ?? null) !== canonicalJson(value))
        .map(([path, value]): Overwrite => ({
          lineage,
          changeId: entry.change.changeId,
          path,
          value: canonicalJson(value),
          seen: canonicalJson(fieldAt((before?.fields ?? {}) as JsonObject, path)),
          settled: before?.conflicts.find(({ id }) => path === `conflicts/${id}`),
        }));
      const isNewDelete = entry.change.kind === 'delete' && !stored;
      transaction.addEventListener('complete', () => {
        for (const overwrite of overwrites) this.keep(overwrite);
        if (entry.change.supersedes !== undefined) this.keepCorrection(storage, entry.change);
        if (isNewDelete) this.keepDelete(storage, lineage, entry.change);
      });
    };
  }

  /** A person was told that an edit is saved. */
  confirm(
    storage: DeviceStorage,
    { lineage, collection, recordId }: Pick<Claim, 'lineage' | 'collection' | 'recordId'>,
    edit: Record<string, unknown>,
    isUnique: (value: unknown) => boolean,
  ): void {
    for (const [path, given] of Object.entries(edit)) {
      const members = Array.isArray(given) && !path.includes('/') ? (given as Json[]) : undefined;
      for (const value of (members ?? [given as Json]).filter(isUnique)) {
        const text = canonicalJson(value);
        const isMember = members !== undefined;
        if (this.claims.some((claim) => claim.path === path && claim.value === text)) continue;
        const overwrite = this.written.get(keyOf(lineage, path, text));
        // A member that was there before is nothing that this edit has added.
        if (isMember && !overwrite) continue;
        const isKept =
          overwrite &&
          (storage.rows<OutboxEntry>('outbox').some(({ change }) => change.changeId === overwrite.changeId) ||
            storage.rows<LedgerEntry>('ledger').some(({ change }) => change.changeId === overwrite.changeId));
        if (!isKept) {
          this.complaints.push(`${recordId} ${path}=${text} was confirmed on ${lineage} without a change`);
          continue;
        }
        const { changeId } = overwrite;
        const row = storage.row<LocalRecord>(collection, recordId);
        if (!row || !shows(row, { path, value: text, isMember }))
          this.complaints.push(`${recordId} ${path}=${text} was confirmed on ${lineage} and is not shown`);
        this.claims.push({
          lineage,
          collection,
          recordId,
          path,
          value: text,
          isMember,
          changeId,
          isDiscarded: false,
        });
      }
    }
  }

  /** A person gave a refused change up, and was asked before. */
  discarded(lineage: string, { changeId, recordId, fields }: Change): void {
    this.givenUp.add(changeId);
    for (const claim of this.claims) {
      const isIn = claim.recordId === recordId && claim.lineage === lineage && holds(fields, claim);
      if (claim.changeId === changeId || isIn) claim.isDiscarded = true;
    }
    for (const claim of this.deletes) claim.isDiscarded ||= claim.changeIds.has(changeId);
  }

  sent(change: Change, from: string): void {
    const text = canonicalJson(change);
    const { changeId } = change;
    const before = this.sentBy.get(keyOf(changeId, from));
    if (before !== undefined && before !== text)
      this.complaints.push(`change ${changeId} was altered after it had begun to be sent`);
    this.sentBy.set(keyOf(changeId, from), text);
    if ((this.onWire.get(changeId) ?? text) !== text) this.forked.add(changeId);
    this.onWire.set(changeId, text);
  }

  /** A device is copied with all that waits there. */
  copy(rows: ReadonlyMap<string, unknown[]>): void {
    for (const { change } of (rows.get('outbox') ?? []) as OutboxEntry[])
      this.copied.set(change.changeId, change);
  }

  /**
   * Whether what a claim says waited when its device was copied, in its own change or in the one that had taken that
   * in, and this was edited further on both, or taken in by a correction on one of them, which gives it a new identity
   * that the other cannot know of.
   */
  isForked(claim: Claim): boolean {
    if (this.forked.has(claim.changeId)) return true;
    return [...this.forked].some((id) => {
      const waiting = this.copied.get(id);
      return waiting?.recordId === claim.recordId && holds(waiting.fields, claim);
    });
  }

  /** A merge has taken values away or put them there, and parting puts them back: they may come more than once. */
  movedBack(recordId: string, values: readonly Json[]): void {
    for (const value of values) this.moved.add(keyOf(recordId, canonicalJson(value)));
  }

  /** Whether a value may have been written by joining or parting companies, beside the one who typed it. */
  wasMovedBack({ recordId, value }: Claim): boolean {
    return this.moved.has(keyOf(recordId, value));
  }

  answered(changes: readonly Change[], { results }: PushResponse): void {
    for (const [index, { changeId }] of changes.entries()) {
      const result = results[index];
      if (result?.status === 'rejected') this.refused.add(changeId);
      else if (result) this.acknowledged.add(changeId);
    }
  }

  /** The changes that the server has acknowledged and nobody has given up or corrected since. */
  listAcknowledged(): string[] {
    return [...this.acknowledged].filter((id) => !this.givenUp.has(id) && !this.superseded.has(id));
  }

  /** Whether a correction has taken a change in and given it a new identity: the server may have it under both. */
  isSuperseded(changeId: string): boolean {
    return this.superseded.has(changeId);
  }

  /** Whether the server may have a change, or had it, and has not refused it. */
  mayBeTaken(changeId: string): boolean {
    return this.onWire.has(changeId) && !this.refused.has(changeId) && !this.superseded.has(changeId);
  }

  private keep(overwrite: Overwrite): void {
    const { lineage, path, value, seen, settled } = overwrite;
    if (settled) this.settlements.push(overwrite);
    const members = setMembers(value);
    for (const each of members ?? [value]) this.written.set(keyOf(lineage, path, each), overwrite);
    const key = `${path} ${seen}`;
    const others = this.overwrites.get(key);
    if (others) others.push(overwrite);
    else this.overwrites.set(key, [overwrite]);
  }

  /** A correction takes in the refused change and what waited behind it. */
  private keepCorrection(storage: DeviceStorage, { supersedes, deviceId, recordId }: Change): void {
    this.superseded.add(supersedes!);
    const ids = changeIdsOn(storage);
    for (const [id, waiting] of this.copied)
      if (waiting.recordId === recordId && !ids.has(id)) this.forked.add(id);
    for (const [id, text] of this.onWire) {
      const sent = JSON.parse(text) as Change;
      if (sent.recordId === recordId && sent.deviceId === deviceId && !ids.has(id)) this.superseded.add(id);
    }
  }

  private keepDelete(storage: DeviceStorage, lineage: string, { changeId, recordId }: Change): void {
    // A copy of a device brings it along.
    if (this.deletes.some((claim) => claim.changeIds.has(changeId))) return;
    const ids = changeIdsOn(storage);
    // A correction takes in what waited behind the refused change, and gives it a new identity.
    const replaced = this.deletes.find(
      (claim) =>
        claim.lineage === lineage &&
        claim.recordId === recordId &&
        !claim.isDiscarded &&
        ![...claim.changeIds].some((id) => ids.has(id)),
    );
    if (replaced) replaced.changeIds.add(changeId);
    else this.deletes.push({ lineage, recordId, changeIds: new Set([changeId]), isDiscarded: false });
  }
}

/** What waits on a device, and what it keeps of what was acknowledged. */
function changeIdsOn(storage: DeviceStorage): Set<string> {
  const entries = [...storage.rows<OutboxEntry>('outbox'), ...storage.rows<LedgerEntry>('ledger')];
  return new Set(entries.map(({ change }) => change.changeId));
}

/** Whether a change's fields write what a claim says. */
export function holds(fields: Change['fields'], { path, value, isMember }: Claim): boolean {
  if (!Object.hasOwn(fields, path)) return false;
  const written = fields[path]!;
  if (!isMember) return canonicalJson(written) === value;
  return isSetDelta(written) && written.add.some((member) => canonicalJson(member) === value);
}

/** Whether a record shows what a claim says. */
export function shows(
  record: Pick<LocalRecord, 'fields'>,
  { path, value, isMember }: Pick<Claim, 'path' | 'value' | 'isMember'>,
): boolean {
  const shown = fieldAt(record.fields as JsonObject, path);
  // Who corrected, when, and what stood there the server says, whatever the device stated.
  if (path.startsWith('corrections/')) return unsigned(shown) === unsigned(JSON.parse(value) as Json);
  if (!isMember) return canonicalJson(shown) === value;
  return Array.isArray(shown) && shown.some((member) => canonicalJson(member) === value);
}

function unsigned(correction: Json): string {
  const { by: _by, at: _at, oldValue: _before, ...rest } = (correction ?? {}) as JsonObject;
  return canonicalJson(rest);
}

function setMembers(text: string): string[] | undefined {
  const value = JSON.parse(text) as unknown;
  return isSetDelta(value) ? value.add.map((member) => canonicalJson(member)) : undefined;
}

function keyOf(...parts: string[]): string {
  return parts.join('\n');
}
