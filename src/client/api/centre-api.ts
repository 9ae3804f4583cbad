import type { DeviceBacklog, DeviceBacklogList } from '#protocol/devices.ts';
import type { RestoreNotice, RestoreNoticeList } from '#protocol/restores.ts';
import { askServer } from './http.ts';

/*
 * What those are told who look after the centre's people and records. Everything throws ApiProblem
 * and Unreachable.
 */

/** What restores of the centre did not bring back, the latest first. */
export async function listRestoreNotices(): Promise<RestoreNotice[]> {
  return (await askServer<RestoreNoticeList>('/api/centre/restore-notice')).body.restores;
}

/** Puts a notice away until more is known to be lost. */
export async function understandRestoreNotice(id: string): Promise<void> {
  await askServer(`/api/centre/restore-notice/${encodeURIComponent(id)}/understood`, {
    method: 'POST',
    body: {},
  });
}

/** What waits on the centre's devices, what waits longest first. */
export async function listDeviceBacklogs(): Promise<DeviceBacklog[]> {
  return (await askServer<DeviceBacklogList>('/api/devices/backlogs')).body.devices;
}
