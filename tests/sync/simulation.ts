import { hashJson } from '#domain/canonical/hash.ts';
import { canonicalJson } from '#domain/canonical/json.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import { type Change } from '#domain/sync/change.ts';
import { COLLECTIONS, type Collection } from '#domain/records/collections.ts';
import { fieldAt } from '#domain/sync/fields.ts';
import { getDefinition } from '#domain/records/collections.ts';
import { mergeUnitOf } from '#domain/sync/merge-rules.ts';
import { insertCentre } from '#server/database/queries/centres.ts';
import type { DatabaseHandle } from '#server/database/connect.ts';
import { listRecords, type CentreRecord } from '#server/database/queries/records.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { SimulatedDevice } from './simulated-device.ts';
import { FAULTS, SimulatedServer, type Fault } from './simulated-server.ts';

/** What one run came to. `lost`, `duplicated` and `diverged` must be empty. */
export interface RunOutcome {
  devices: number;
  changes: number;
  faults: number;
  lost: string[];
  duplicated: string[];
  diverged: string[];
}

const STEPS = 60;
const SETTLING_ROUNDS = 12;
const START_MS = Date.parse('2026-11-20T00:00:00.000Z');

interface Target {
  collection: Collection;
  id: string;
}

/**
 * One run of the simulator (docs/sync.md, "How it is tested"): devices with the app's real
 * storage and sync edit the same records while requests and answers are lost, doubled
 * and refused, tabs are killed between any two transactions, clocks are wrong, roles
 * change and the server is restored from a backup. Then everything is let settle.
 */
export async function simulate(database: DatabaseHandle, seed: number): Promise<RunOutcome> {
  const random = new SeededRandom(seed);
  let elapsedMs = 0;
  const clock = (): number => START_MS + elapsedMs;
  const id = (): string => uuidV7(clock(), (count) => random.bytes(count));
  const centreId = id();
  await database.db.deleteFrom('records').execute();
  await database.db.deleteFrom('changes').execute();
  await database.db.deleteFrom('centres').execute();
  await insertCentre(database.db, {
    id: centreId,
    name: 'simulated',
    epoch: id(),
    createdAt: new Date(clock()).toISOString(),
  });
  const server = new SimulatedServer(database.db, centreId, () => new Date(clock()).toISOString());

  const devices = Array.from({ length: 2 + random.below(3) }, (_, index) => {
    const skewMs = random.chance(0.3) ? (random.below(48) - 24) * 3_600_000 : 0;
    return new SimulatedDevice(`user-${index}`, centreId, random, () => clock() + skewMs);
  });
  for (const device of devices) await device.start();

  const targets: Target[] = [];
  let restored = false;
  const faultOf = (): Fault => (random.chance(0.35) ? random.pick(FAULTS) : 'none');

  for (let step = 0; step < STEPS; step += 1) {
    elapsedMs += random.below(600_000);
    const device = random.pick(devices);
    const dice = random.next();
    if (dice < 0.5) await editSomething(device, targets, random);
    else if (dice < 0.85) await device.sync(server.connect(device.userId, 'coordinator', faultOf));
    else if (dice < 0.92) await device.syncAndDie(server.connect(device.userId, 'coordinator', faultOf));
    else if (dice < 0.95) device.restart();
    else if (dice < 0.97) await server.takeBackup();
    else if (dice < 0.985) restored = (await server.restoreBackup(id())) || restored;
    else server.accessVersion += 1;
  }

  for (let round = 0; round < SETTLING_ROUNDS; round += 1) {
    for (const device of devices) {
      await device.retryQuarantined();
      await device.sync(server.connect(device.userId, 'coordinator', () => 'none'));
    }
  }
  return judge(database, centreId, devices, server, restored);
}

async function editSomething(
  device: SimulatedDevice,
  targets: Target[],
  random: SeededRandom,
): Promise<void> {
  const isKnown = async ({ collection, id }: Target): Promise<boolean> =>
    (await device.database.table(collection).get(id)) !== undefined;
  const candidate = targets.length > 0 ? random.pick(targets) : undefined;
  if (!candidate || random.chance(0.2) || !(await isKnown(candidate))) {
    const collection = random.pick(['accounts', 'visits'] as const);
    const id = device.newId();
    targets.push({ collection, id });
    const fields =
      collection === 'accounts'
        ? { name: `会社${random.below(1000)}` }
        : { accountId: 'any', status: 'planned' };
    await device.edit(collection, id, fields);
    return;
  }
  if (random.chance(0.08)) {
    await device.remove(candidate.collection, candidate.id);
    return;
  }
  const value = `値${random.below(10_000)}`;
  const choices: Record<string, unknown>[] =
    candidate.collection === 'accounts'
      ? [
          { note: value },
          { phone: value, note: value },
          { address: value },
          { municipality: 'aomori', address: value },
        ]
      : [{ notes: value }, { purpose: value }, { notes: value, status: random.pick(['planned', 'started']) }];
  await device.edit(candidate.collection, candidate.id, random.pick(choices));
}

async function judge(
  { db }: DatabaseHandle,
  centreId: string,
  devices: SimulatedDevice[],
  server: SimulatedServer,
  restored: boolean,
): Promise<RunOutcome> {
  const rows = await db
    .selectFrom('changes')
    .selectAll()
    .where('centre_id', '=', centreId)
    .orderBy('revision')
    .execute();
  const log = rows.map((row) => ({
    revision: Number(row.revision),
    change: JSON.parse(row.change) as Change,
  }));
  const ids = await db.selectFrom('records').select('record_id').where('centre_id', '=', centreId).execute();
  const records = await listRecords(
    db,
    centreId,
    ids.map((row) => row.record_id),
  );
  const outcome: RunOutcome = {
    devices: devices.length,
    changes: log.length,
    faults: server.faults,
    lost: [],
    duplicated: findDuplicates(log.map(({ change }) => change.changeId)),
    diverged: [],
  };
  for (const device of devices) {
    for (const { change, state, reason } of await device.listOutbox()) {
      outcome.lost.push(
        `${change.changeId} is still in the outbox of ${device.userId}: ${state} ${reason?.code ?? ''} ${JSON.stringify(reason?.errors ?? [])} ${change.kind} base ${change.baseRevision}`,
      );
    }
    outcome.lost.push(
      ...findUnlogged(
        device,
        log.map(({ change }) => change),
      ),
    );
    outcome.diverged.push(...(await findDivergence(device, records)));
  }
  // A restored server counts revisions from before: what a device had seen cannot be compared.
  if (!restored) outcome.lost.push(...findVanished(log, records));
  return outcome;
}

/** Confirmed edits whose last value per field and device never reached the log. */
function findUnlogged(device: SimulatedDevice, log: readonly Change[]): string[] {
  const last = new Map(device.confirmed.map((edit) => [`${edit.recordId} ${edit.path}`, edit]));
  return [...last.values()].flatMap(({ recordId, path, value }) => {
    const written = log.filter(
      (change) =>
        change.deviceId === device.deviceId && change.recordId === recordId && path in change.fields,
    );
    if (written.some(({ fields }) => fields[path] === value)) return [];
    // Writing the value that already stood there is no change.
    const everWritten = log.some((change) => change.recordId === recordId && change.fields[path] === value);
    return everWritten ? [] : [`${recordId} ${path}=${String(value)} of ${device.userId} is not in the log`];
  });
}

/** Values that another device overwrote without having seen them, and that no conflict shows. */
function findVanished(
  log: readonly { revision: number; change: Change }[],
  records: readonly CentreRecord[],
): string[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  const last = new Map<string, { revision: number; change: Change; value: unknown }>();
  const vanished: string[] = [];
  for (const { revision, change } of log) {
    for (const [path, value] of Object.entries(change.fields)) {
      const key = `${change.recordId} ${path}`;
      const before = last.get(key);
      const unseen =
        before && before.change.deviceId !== change.deviceId && change.baseRevision < before.revision;
      if (unseen && canonicalJson(before.value) !== canonicalJson(value)) {
        const conflicts = byId.get(change.recordId)?.conflicts ?? [];
        const unit = mergeUnitOf(getDefinition(change.collection), path);
        const shown = conflicts.some(
          (conflict) => conflict.unit === unit && conflict.other.fields[path] === before.value,
        );
        if (!shown) vanished.push(`${key}: ${String(before.value)} vanished under ${String(value)}`);
      }
      last.set(key, { revision, change, value });
    }
  }
  for (const [key, { value }] of last) {
    const [recordId, path] = key.split(' ') as [string, string];
    const record = byId.get(recordId);
    if (!record || canonicalJson(fieldAt(record.fields, path)) !== canonicalJson(value))
      vanished.push(`${key} does not hold its last value`);
  }
  return vanished;
}

async function findDivergence(device: SimulatedDevice, records: readonly CentreRecord[]): Promise<string[]> {
  const held = (
    await Promise.all(COLLECTIONS.map((name) => device.database.table(name).toArray()))
  ).flat() as CentreRecord[];
  const seen = new Map(held.map((record) => [record.id, record]));
  const differing = records.filter((record) => {
    const local = seen.get(record.id);
    const view = ({ fields, revision, deletedAt, conflicts }: CentreRecord): string =>
      hashJson({ fields, revision, deletedAt, conflicts });
    return !local || view(local) !== view(record);
  });
  const extra = held.filter(({ id }) => !records.some((record) => record.id === id));
  return [...differing, ...extra].map(({ id }) => `${id} differs on ${device.userId}`);
}

function findDuplicates(ids: readonly string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}
