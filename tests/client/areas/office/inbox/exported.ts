import { openDevice, NOW, type Device } from '#tests/client/sync/device.ts';
import { exportOutbox } from '#client/areas/shell/features/sync/export-outbox.ts';

/** A phone with two unsent companies, and the file that it exports. */
export async function exportPhone(
  names: readonly string[] = ['八戸水産', '弘前木工'],
  centreId = 'centre',
): Promise<{ device: Device; text: string; ids: string[] }> {
  const device = openDevice();
  const ids: string[] = [];
  for (const name of names) ids.push(await device.edit({ name }));
  const text = await exportOutbox(device.db, { centreId, userId: 'sato', exportedAt: NOW });
  return { device, text, ids };
}
