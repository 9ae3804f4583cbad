import { canonicalJson, type JsonObject } from '#domain/canonical/json.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Change, ChangeFields } from './change.ts';
import { correctedCodes } from './corrections.ts';
import { applyFields, fieldAt, splitPath } from './fields.ts';
import { findBrokenRules, mergeUnitOf, pathsOfUnit, type Closing, type MergeRules } from './merge-rules.ts';
import type { Conflict, ConflictSide, StoredRecord, UnitStamp } from './record.ts';

/** What the server gives an arriving change: its place in the centre's order, and the time. */
export interface Arrival {
  revision: number;
  serverTime: Instant;
  /** Who sent the change, where its own device has not; it is then never taken for that device's. */
  importedBy?: string | null;
}

/** The record after the change; `merged` when something else than the plain change came out. */
export interface MergeOutcome {
  status: 'accepted' | 'merged';
  record: StoredRecord;
}

/** The unit that holds whether a record is deleted. */
const DELETION = 'deletedAt';
/** A change settles a conflict by writing to `conflicts/<conflict id>`. */
const SETTLEMENT = 'conflicts';

/**
 * Applies an arriving change to a record (docs/sync.md, "Merge"), unit by unit:
 * - nobody wrote the unit since the change's `baseRevision`, or the last writer was
 *   the same device earlier: the change is taken;
 * - the same device wrote it later (a change sent again after a restored backup):
 *   the later edit stays;
 * - otherwise the later arrival wins and the other value becomes a conflict;
 * - sets merge member by member and never conflict;
 * - a closed record (a submitted response) changes only by corrections: other late values become conflicts;
 * - a deletion keeps the fields, and a later edit revives the record with a warning.
 *
 * Deterministic: the same record, change and arrival give the same outcome.
 */
export function mergeChange(
  rules: MergeRules,
  record: StoredRecord | undefined,
  change: Change,
  arrival: Arrival,
): MergeOutcome {
  const merging = new Merging(rules, record ?? emptyRecord(change), change, arrival);
  if (change.kind === 'delete') merging.delete();
  else merging.put();
  return merging.outcome();
}

function emptyRecord(change: Change): StoredRecord {
  return {
    collection: change.collection,
    id: change.recordId,
    revision: 0,
    fields: {},
    deletedAt: null,
    conflicts: [],
    warnings: [],
    units: {},
  };
}

/** One change on its way into one record. Works on a copy; the given record is never altered. */
class Merging {
  private readonly record: StoredRecord;
  private readonly stamp: UnitStamp;
  private merged = false;
  /**
   * What the person had seen. A revision that the record never reached comes from before
   * the server was restored: what was seen then cannot be compared, so nothing counts as seen.
   */
  private readonly seenRevision: number;

  /** What is taken of the change; written onto the record at the end, in one copy. */
  private readonly taken: ChangeFields = {};

  constructor(
    private readonly rules: MergeRules,
    before: StoredRecord,
    private readonly change: Change,
    private readonly arrival: Arrival,
  ) {
    const { deviceId, deviceSeq, madeBy, madeAt } = change;
    this.stamp = {
      revision: arrival.revision,
      deviceId,
      deviceSeq,
      madeBy,
      madeAt,
      ...(typeof arrival.importedBy === 'string' && { importedBy: arrival.importedBy }),
    };
    this.seenRevision = change.baseRevision > before.revision ? 0 : change.baseRevision;
    this.record = {
      ...before,
      units: { ...before.units },
      conflicts: [...before.conflicts],
      warnings: [...before.warnings],
    };
  }

  put(): void {
    const byUnit = new Map<string, ChangeFields>();
    const settled = new Set<string>();
    for (const [path, value] of Object.entries(this.change.fields)) {
      const [name, key] = splitPath(path);
      if (name === SETTLEMENT && key !== undefined) {
        settled.add(key);
        continue;
      }
      const unit = mergeUnitOf(this.rules, path);
      const fields = byUnit.get(unit);
      if (fields) fields[path] = value;
      else byUnit.set(unit, { [path]: value });
    }
    this.record.conflicts = this.record.conflicts.filter(({ id }) => !settled.has(id));
    const closing = this.closingOfEdits();
    const corrected = closing && this.correctedCodes(closing);
    for (const [unit, fields] of byUnit) {
      if (closing && this.isProtected(closing, unit, fields, corrected)) this.putAside(unit, fields);
      else this.write(unit, fields);
    }
    this.record.fields = applyFields(this.rules, this.record.fields, this.taken);
    if (byUnit.size > 0) this.revive();
  }

  delete(): void {
    const unseen = Object.values(this.record.units)
      .filter((stamp) => this.isUnseen(stamp))
      .sort((a, b) => b.revision - a.revision)[0];
    if (unseen && this.record.deletedAt === null) {
      this.addConflict(
        DELETION,
        this.side({ [DELETION]: this.arrival.serverTime }),
        sideOf(unseen, { [DELETION]: null }),
      );
    }
    this.record.deletedAt ??= this.arrival.serverTime;
    this.record.units[DELETION] = this.stamp;
  }

  outcome(): MergeOutcome {
    this.record.revision = this.arrival.revision;
    if (this.merged) {
      for (const code of findBrokenRules(this.rules, this.record.fields)) this.warn(code);
    }
    return { status: this.merged ? 'merged' : 'accepted', record: this.record };
  }

  private write(unit: string, fields: ChangeFields): void {
    const last = this.record.units[unit];
    if (!this.rules.sets.has(unit) && last) {
      if (this.isEarlierThan(last)) {
        this.merged = true;
        return;
      }
      if (this.isUnseen(last) && !this.isSame(fields, pathsOfUnit(this.rules, unit))) {
        const before = this.valuesOf(unit);
        this.addConflict(unit, this.side(fields), sideOf(last, before));
      }
    }
    Object.assign(this.taken, fields);
    this.record.units[unit] = this.stamp;
  }

  /** Keeps what stands and shows the arriving value as the other side of a conflict. */
  private putAside(unit: string, fields: ChangeFields): void {
    if (this.isSame(fields)) return;
    const { closing } = this.rules;
    const last = this.record.units[unit] ?? (closing && this.closedBy(closing)) ?? this.stamp;
    this.addConflict(unit, sideOf(last, this.valuesOf(unit)), this.side(fields));
  }

  private revive(): void {
    if (this.record.deletedAt === null || this.isEarlierThan(this.record.units[DELETION])) return;
    this.record.deletedAt = null;
    this.record.units[DELETION] = this.stamp;
    this.merged = true;
    this.warn('revived');
  }

  /** How the record is closed, unless the change was made before its own device closed it. */
  private closingOfEdits(): Closing | undefined {
    const { closing } = this.rules;
    if (!closing || !this.record.fields[closing.field] || this.isEarlierThan(this.closedBy(closing)))
      return undefined;
    return closing;
  }

  private closedBy({ field }: Closing): UnitStamp | undefined {
    return this.record.units[mergeUnitOf(this.rules, field)];
  }

  /** What the change corrects: a correction under the key of one that stands is not written, and corrects nothing. */
  private correctedCodes(closing: Closing): ReadonlySet<unknown> {
    const isNew = ([path]: [string, unknown]): boolean => fieldAt(this.record.fields, path) === null;
    return correctedCodes(closing, Object.fromEntries(Object.entries(this.change.fields).filter(isNew)));
  }

  private isProtected(
    closing: Closing,
    unit: string,
    fields: ChangeFields,
    corrected?: ReadonlySet<unknown>,
  ): boolean {
    // Devices write a unit as a whole, so the closing field may come along as it stands.
    const closes = fields[closing.field];
    if (closes !== undefined && closes !== this.record.fields[closing.field]) return true;
    const [name, key] = splitPath(unit);
    // What once stood there, and who changed it, stands for good.
    if (name === closing.corrections) return fieldAt(this.record.fields, unit) !== null;
    if (name === closing.correctedByKey || closing.alongKey?.includes(name))
      return key === undefined || !corrected?.has(key);
    const code = Object.hasOwn(closing.correctedAs, unit) ? closing.correctedAs[unit] : undefined;
    if (code !== undefined) return !corrected?.has(code);
    return closing.open !== undefined && !closing.open.includes(unit);
  }

  private isUnseen(stamp: UnitStamp): boolean {
    return stamp.revision > this.seenRevision && !this.isOfSameDevice(stamp);
  }

  /** Both were sent by the one device itself: what it wrote later, it wrote having seen the other. */
  private isOfSameDevice(stamp: UnitStamp): boolean {
    return (
      stamp.deviceId === this.stamp.deviceId &&
      stamp.importedBy === undefined &&
      this.stamp.importedBy === undefined
    );
  }

  private isEarlierThan(stamp: UnitStamp | undefined): boolean {
    return stamp !== undefined && this.isOfSameDevice(stamp) && stamp.deviceSeq > this.change.deviceSeq;
  }

  /**
   * Whether the record says the same already, at all of the paths: of a group, what its writer did not know
   * of makes a difference too, or their next edit would pass over it.
   */
  private isSame(fields: ChangeFields, paths: readonly string[] = Object.keys(fields)): boolean {
    return paths.every(
      (path) => canonicalJson(fieldAt(this.record.fields, path)) === canonicalJson(fields[path] ?? null),
    );
  }

  private valuesOf(unit: string): ChangeFields {
    return Object.fromEntries(
      pathsOfUnit(this.rules, unit).map((path) => [path, fieldAt(this.record.fields, path)]),
    );
  }

  private side(fields: ChangeFields): ConflictSide {
    return sideOf(this.stamp, fields);
  }

  private addConflict(unit: string, kept: ConflictSide, other: ConflictSide): void {
    const conflict: Conflict = { id: `${this.change.changeId}.${unit.replace('/', '.')}`, unit, kept, other };
    this.record.conflicts.push(conflict);
    this.merged = true;
  }

  private warn(code: string): void {
    const { revision, madeBy, madeAt } = this.stamp;
    this.record.warnings = [
      ...this.record.warnings.filter((warning) => warning.code !== code),
      { code, revision, madeBy, madeAt },
    ];
  }
}

function sideOf({ madeBy, madeAt, importedBy }: UnitStamp, fields: ChangeFields): ConflictSide {
  return {
    fields: { ...fields } as JsonObject,
    madeBy,
    madeAt,
    ...(importedBy !== undefined && { importedBy }),
  };
}
