import type { Transaction } from 'kysely';
import { isAllowed } from '#domain/access/permissions.ts';
import type { Change } from '#domain/sync/change.ts';
import { listSentAs } from '#server/database/queries/changes.ts';
import { listDevices, registerDevice, setDeviceMark } from '#server/database/queries/devices.ts';
import { listStaff } from '#server/database/queries/staff.ts';
import type { Database } from '#server/database/schema.ts';
import { Problem } from '#server/http/problem.ts';
import { Rejection } from './push-rejection.ts';
import type { Pusher } from './pusher.ts';

/** Where a change comes from. */
export interface Origin {
  /** Who vouches for a change that its own device has not sent itself; null for one that it has. */
  importedBy: string | null;
  /** Which device's edit it is: that which sent it, also of a change from before it was given a new id. */
  deviceId: string;
}

/**
 * Whose a push is, by its session alone. The app has one device id per centre and person, so a
 * device is one person's for good: of whoever first sent something of their own from it.
 */
export class Sender {
  private constructor(
    private readonly pusher: Pusher,
    private readonly owners: ReadonlyMap<string, string>,
    private readonly staff: ReadonlySet<string>,
  ) {}

  /**
   * Registers the device when it is new.
   *
   * @throws Problem `device-cloned` when another copy of the device has gone on under its id.
   */
  static async load(tx: Transaction<Database>, pusher: Pusher, changes: readonly Change[]): Promise<Sender> {
    const { centreId, userId, deviceId, install, serverTime: at } = pusher;
    const own = changes.filter(({ madeBy }) => madeBy === userId);
    const deviceIds = new Set(own.map((change) => change.deviceId));
    // Where another person has signed in meanwhile, the device stays of the one who records on it.
    if (install && own.length > 0) deviceIds.add(deviceId);
    const devices = await listDevices(tx, centreId, [...deviceIds]);
    if (deviceIds.has(deviceId) && !devices.has(deviceId)) {
      await registerDevice(tx, { centreId, deviceId, userId, at });
      devices.set(deviceId, { userId, mark: null });
    }
    const device = devices.get(deviceId);
    if (install && device?.userId === userId) {
      const { mark, next, tried } = install;
      if (device.mark !== null && ![mark, next, ...tried].includes(device.mark))
        throw new Problem('device-cloned');
      await refuseUsedNumbers(tx, pusher, own);
      if (device.mark !== install.next) await setDeviceMark(tx, { centreId, deviceId, mark: install.next });
    }
    // Only who imports for others names anybody else.
    const staff =
      own.length < changes.length ? (await listStaff(tx, centreId)).map((each) => each.userId) : [];
    const owners = new Map([...devices].map(([id, each]) => [id, each.userId]));
    return new Sender(pusher, owners, new Set(staff));
  }

  /** @throws Rejection for what nobody may send in this session. */
  judge(change: Change): Origin {
    const { userId, role, deviceId, install } = this.pusher;
    if (change.madeBy !== userId) {
      if (!isAllowed(role, 'changes.importForOthers')) throw new Rejection('made-by-other');
      if (!this.staff.has(change.madeBy))
        throw new Rejection('change-malformed', [{ pointer: '/madeBy', code: 'unknown-author' }]);
      return { importedBy: userId, deviceId: change.deviceId };
    }
    const owner = this.owners.get(change.deviceId);
    if (owner !== undefined && owner !== userId) throw new Rejection('device-of-other');
    if (change.deviceId === deviceId) return { importedBy: null, deviceId };
    const isFromBefore =
      this.owners.get(deviceId) === userId && install?.formerly.includes(change.deviceId) === true;
    // As an edit of the other id it might pass for the next one of the copy that goes on under that.
    return isFromBefore ? { importedBy: null, deviceId } : { importedBy: userId, deviceId: change.deviceId };
  }
}

/** A device gives each of its numbers to one change: of two, one was recorded on a copy of it. */
async function refuseUsedNumbers(
  tx: Transaction<Database>,
  { centreId, deviceId }: Pusher,
  own: readonly Change[],
): Promise<void> {
  const sent = own.filter((change) => change.deviceId === deviceId);
  const used = await listSentAs(
    tx,
    centreId,
    deviceId,
    sent.map(({ deviceSeq }) => deviceSeq),
  );
  if (sent.some(({ deviceSeq, changeId }) => (used.get(deviceSeq) ?? changeId) !== changeId))
    throw new Problem('device-cloned');
}
