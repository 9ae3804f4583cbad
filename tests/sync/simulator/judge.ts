import { canRead } from '#domain/access/permissions.ts';
import { canonicalJson } from '#domain/canonical/json.ts';
import { getDefinition } from '#domain/records/collections.ts';
import type { Change } from '#domain/sync/change.ts';
import { isSetDelta } from '#domain/sync/fields.ts';
import { mergeUnitOf } from '#domain/sync/merge-rules.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { LocalRecord, OutboxEntry } from '#client/storage/database.ts';
import { loadItemRoles } from '#server/database/queries/item-roles.ts';
import { listRecords, type CentreRecord } from '#server/database/queries/records.ts';
import { isVeiled, projectRecord } from '#server/records/visibility.ts';
import { findCaseworkFaults, type Logged } from './judge-casework.ts';
import type { SimulatedCentre } from './simulated-centre.ts';
import type { SimulatedDevice } from './simulated-device.ts';
import { holds, shows, type Claim, type Overwrite, type Witness } from './witness.ts';

/** What must be empty at the end of a run, in words. */
export interface Verdict {
  lost: string[];
  duplicated: string[];
  diverged: string[];
}

/** What the server holds at the end. */
interface Evidence {
  log: readonly Logged[];
  byChangeId: ReadonlyMap<string, Logged>;
  byRecord: ReadonlyMap<string, readonly Logged[]>;
  records: ReadonlyMap<string, CentreRecord>;
}

/**
 * Compares what people were told with what has come of it: every confirmed save is on the server
 * exactly once, and stands in its record, or was overwritten by somebody who saw it, or is shown
 * as a conflict; every replica is what the server shows its person; nothing waits any longer.
 */
export async function judge(
  centre: SimulatedCentre,
  devices: readonly SimulatedDevice[],
  witness: Witness,
): Promise<Verdict & { changes: number }> {
  const evidence = await collect(centre);
  const duplicated: string[] = [];
  const lost = [...witness.complaints];
  for (const claim of witness.claims) {
    if (claim.isDiscarded) continue;
    const found = (evidence.byRecord.get(claim.recordId) ?? []).filter(({ change }) =>
      holds(change.fields, claim),
    );
    if (found.length === 0) {
      if (!wasReplacedUnsent(claim, witness)) lost.push(`${describe(claim)} never reached the server`);
      continue;
    }
    // A unit travels whole, who settles a conflict writes what was chosen once more, and what puts a
    // refused edit right goes into it and into each later one that a deletion keeps apart.
    const isOwnUnit = mergeUnitOf(getDefinition(claim.collection), claim.path) === claim.path;
    const acts = new Set(
      found
        .filter(
          ({ change }) =>
            !settles(change) && change.supersedes === undefined && !witness.isSuperseded(change.changeId),
        )
        .map(({ change: { deviceId, madeAt } }) => `${deviceId} ${madeAt}`),
    );
    // What had been typed into it by then goes up with the change of either.
    const isForked = witness.isForked(claim) || witness.wasMovedBack(claim);
    if (acts.size > 1 && isOwnUnit && !claim.isMember && !isForked)
      duplicated.push(`${describe(claim)} is on the server ${acts.size} times`);
    if (!found.some((each) => isAccountedFor(claim, each, evidence, witness)))
      lost.push(`${describe(claim)} vanished from its record`);
  }
  lost.push(...findLostDeletes(evidence, witness));
  lost.push(...(await findCaseworkFaults(centre, evidence.log, evidence.records)));
  for (const changeId of witness.listAcknowledged())
    if (!evidence.byChangeId.has(changeId))
      lost.push(`${changeId} was acknowledged and is not on the server`);
  for (const device of devices)
    for (const { change, state, reason } of device.storage.rows<OutboxEntry>('outbox'))
      lost.push(
        `${change.changeId} is still on ${device.label}: ${state} ${reason?.code ?? ''} ${JSON.stringify(reason?.errors ?? [])} ${change.kind} ${change.collection} ${change.recordId} ${JSON.stringify(change.fields)}`,
      );
  duplicated.push(...findDuplicates(evidence.log.map(({ change }) => change.changeId)));
  const diverged = await findDivergence(centre, devices, evidence);
  return { lost, duplicated, diverged, changes: evidence.log.length };
}

async function collect({ database: { db }, centreId }: SimulatedCentre): Promise<Evidence> {
  const rows = await db
    .selectFrom('changes')
    .select(['change', 'effective_record_id', 'revision', 'device_id', 'imported_by'])
    .where('centre_id', '=', centreId)
    .orderBy('revision')
    .execute();
  const log = rows.map((row): Logged => ({
    change: JSON.parse(row.change) as Change,
    recordId: row.effective_record_id,
    revision: Number(row.revision),
    deviceId: row.device_id,
    isImported: row.imported_by !== null,
  }));
  const ids = await db.selectFrom('records').select('record_id').where('centre_id', '=', centreId).execute();
  const records = new Map<string, CentreRecord>();
  for (let start = 0; start < ids.length; start += 500) {
    const some = ids.slice(start, start + 500).map((row) => row.record_id);
    for (const record of await listRecords(db, centreId, some)) records.set(record.id, record);
  }
  const byRecord = new Map<string, Logged[]>();
  for (const logged of log) {
    const { recordId } = logged.change;
    const others = byRecord.get(recordId);
    if (others) others.push(logged);
    else byRecord.set(recordId, [logged]);
  }
  return { log, byRecord, byChangeId: new Map(log.map((each) => [each.change.changeId, each])), records };
}

/** Its own person wrote something else in its place before it was sent, or after it was refused. */
function wasReplacedUnsent(claim: Claim, witness: Witness): boolean {
  const overwrites = claim.isMember
    ? [...witness.overwrites.values()]
        .flat()
        .filter(({ path, value }) => path === claim.path && removes(value, claim))
    : (witness.overwrites.get(`${claim.path} ${claim.value}`) ?? []).filter(
        ({ value }) => value !== claim.value,
      );
  // Within one change nothing had begun to be sent: `Witness.sent` complains when it had.
  return overwrites.some(
    ({ lineage, changeId }) =>
      lineage === claim.lineage && (changeId === claim.changeId || !witness.mayBeTaken(claim.changeId)),
  );
}

function isAccountedFor(claim: Claim, logged: Logged, evidence: Evidence, witness: Witness): boolean {
  const record = evidence.records.get(logged.recordId);
  if (!record) return false;
  if (shows(record, claim) || isInConflict(record, claim)) return true;
  if (claim.isMember)
    return evidence.log.some(
      ({ change, recordId }) =>
        recordId === logged.recordId && removes(canonicalJson(change.fields[claim.path] ?? null), claim),
    );
  return isOverwritten(claim.path, claim.value, evidence, witness) || isSettled(claim, evidence, witness);
}

/** Somebody who saw the value wrote another in its place, and that one, or one in its place, reached the server. */
function isOverwritten(
  path: string,
  value: string,
  evidence: Evidence,
  witness: Witness,
  passed: ReadonlySet<string> = new Set([value]),
): boolean {
  return (witness.overwrites.get(`${path} ${value}`) ?? []).some(
    (overwrite) =>
      !passed.has(overwrite.value) &&
      (isLogged(overwrite, evidence) ||
        isOverwritten(path, overwrite.value, evidence, witness, new Set([...passed, overwrite.value]))),
  );
}

/** Somebody chose between the two sides of a conflict that showed the value. */
function isSettled(claim: Claim, evidence: Evidence, witness: Witness): boolean {
  return witness.settlements.some(
    (overwrite) => sidesShow(overwrite.settled!, claim) && isLogged(overwrite, evidence),
  );
}

function isLogged({ changeId, path, value }: Overwrite, { byChangeId, log }: Evidence): boolean {
  return (
    byChangeId.has(changeId) ||
    log.some(
      ({ change }) => Object.hasOwn(change.fields, path) && canonicalJson(change.fields[path]!) === value,
    )
  );
}

function isInConflict({ conflicts }: SyncRecord, claim: Claim): boolean {
  return conflicts.some((conflict) => sidesShow(conflict, claim));
}

function sidesShow({ kept, other }: SyncRecord['conflicts'][number], { path, value }: Claim): boolean {
  return [kept, other].some(
    ({ fields }) => Object.hasOwn(fields, path) && canonicalJson(fields[path]!) === value,
  );
}

function settles({ fields }: Change): boolean {
  return Object.keys(fields).some((path) => path.startsWith('conflicts/'));
}

function removes(delta: string, { value }: Claim): boolean {
  const parsed = JSON.parse(delta) as unknown;
  return isSetDelta(parsed) && parsed.remove.some((member) => canonicalJson(member) === value);
}

function findLostDeletes({ log, byChangeId, records }: Evidence, witness: Witness): string[] {
  const lost: string[] = [];
  for (const { changeIds, recordId, lineage, isDiscarded } of witness.deletes)
    if (!isDiscarded && ![...changeIds].some((id) => byChangeId.has(id)))
      lost.push(
        `the deletion ${[...changeIds].join()} of ${recordId} on ${lineage} never reached the server`,
      );
  const last = new Map<string, Logged>();
  for (const logged of log) last.set(logged.recordId, logged);
  for (const record of records.values()) {
    const { change } = last.get(record.id) ?? {};
    const isDisputed = record.conflicts.some(({ unit }) => unit === 'deletedAt');
    if (change?.kind === 'delete' && record.deletedAt === null && !isDisputed)
      lost.push(`${record.id} is there though it was deleted last`);
    if (
      record.deletedAt !== null &&
      !log.some((each) => each.recordId === record.id && each.change.kind === 'delete')
    )
      lost.push(`${record.id} is deleted though nobody has deleted it`);
  }
  return lost;
}

async function findDivergence(
  centre: SimulatedCentre,
  devices: readonly SimulatedDevice[],
  { records }: Evidence,
): Promise<string[]> {
  const rolesOf = await loadItemRoles(centre.database.db, centre.centreId);
  const diverged: string[] = [];
  for (const device of devices) {
    const { userId } = device.signedIn.person;
    const role = await centre.roleOf(device.signedIn.person);
    const held = new Map<string, string>();
    const gone = new Set<string>();
    for (const collection of device.collections)
      for (const record of device.storage.rows<LocalRecord>(collection)) {
        held.set(record.id, viewOf({ ...record, collection } as SyncRecord));
        if (record.deletedAt !== null && Object.keys(record.fields).length === 0) gone.add(record.id);
      }
    for (const record of records.values()) {
      if (!canRead(role, record.collection)) continue;
      const local = held.get(record.id);
      held.delete(record.id);
      // What may not be seen is gone, or never was there, whatever happens to it behind the veil; under its other id
      // it comes a day later.
      if ((local === undefined || gone.has(record.id)) && isVeiled(role, record, rolesOf)) continue;
      const written = { rules: getDefinition(record.collection), units: record.units };
      const expected = viewOf(projectRecord({ role, userId }, record, written, rolesOf));
      if (local !== expected)
        diverged.push(`${device.label} (${role}) has ${local ?? 'nothing'} for ${expected}`);
    }
    for (const extra of held.values()) diverged.push(`${device.label} (${role}) holds ${extra} too much`);
  }
  return diverged;
}

function viewOf({ collection, id, revision, fields, deletedAt, conflicts, warnings }: SyncRecord): string {
  return canonicalJson({ collection, id, revision, fields, deletedAt, conflicts, warnings });
}

function findDuplicates(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => {
    const isRepeated = seen.has(id);
    seen.add(id);
    return isRepeated;
  });
}

function describe({ lineage, collection, recordId, path, value }: Claim): string {
  return `${collection} ${recordId} ${path}=${value} of ${lineage}`;
}
