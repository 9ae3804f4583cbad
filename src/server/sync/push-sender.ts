import type { Transaction } from 'kysely';
import { isAllowed } from '#domain/access/permissions.ts';
import type { Change } from '#domain/sync/change.ts';
import { listDeviceOwners, registerDevice } from '#server/database/queries/devices.ts';
import { listStaff } from '#server/database/queries/staff.ts';
import type { Database } from '#server/database/schema.ts';
import { Rejection } from './push-rejection.ts';
import type { Pusher } from './pusher.ts';

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

  /** Registers the device when it is new. */
  static async load(tx: Transaction<Database>, pusher: Pusher, changes: readonly Change[]): Promise<Sender> {
    const { centreId, userId, deviceId, serverTime: at } = pusher;
    const own = changes.filter(({ madeBy }) => madeBy === userId);
    const deviceIds = new Set(own.map((change) => change.deviceId));
    const owners = await listDeviceOwners(tx, centreId, [...deviceIds]);
    if (deviceIds.has(deviceId) && !owners.has(deviceId)) {
      await registerDevice(tx, { centreId, deviceId, userId, at });
      owners.set(deviceId, userId);
    }
    // Only who imports for others names anybody else.
    const staff =
      own.length < changes.length ? (await listStaff(tx, centreId)).map((each) => each.userId) : [];
    return new Sender(pusher, owners, new Set(staff));
  }

  /**
   * Who vouches for a change that its own device has not sent itself; null for one that it has.
   *
   * @throws Rejection for what nobody may send in this session.
   */
  judge(change: Change): string | null {
    const { userId, role, deviceId } = this.pusher;
    if (change.madeBy !== userId) {
      if (!isAllowed(role, 'changes.importForOthers')) throw new Rejection('made-by-other');
      if (!this.staff.has(change.madeBy))
        throw new Rejection('change-malformed', [{ pointer: '/madeBy', code: 'unknown-author' }]);
      return userId;
    }
    const owner = this.owners.get(change.deviceId);
    if (owner !== undefined && owner !== userId) throw new Rejection('device-of-other');
    return change.deviceId === deviceId ? null : userId;
  }
}
