import { beforeEach, describe, expect, it } from 'vitest';
import { listSendable } from '#client/sync/list-sendable.ts';
import { MAX_CHANGES_PER_PUSH, MAX_PUSH_BYTES } from '#protocol/sync.ts';
import { openDevice, type Device } from './device.ts';

let device: Device;
beforeEach(() => {
  device = openDevice();
});

const NOBODY: ReadonlyMap<string, unknown> = new Map();

async function listRecords(given: Partial<Parameters<typeof listSendable>[1]> = {}): Promise<string[]> {
  return (await listSendable(device.db, { without: NOBODY, ...given })).map(({ recordId }) => recordId);
}

/** A second change of a record, which cannot be folded into the first: that one has begun to be sent. */
async function editBehind(recordId: string): Promise<void> {
  await device.db.outbox.where('recordId').equals(recordId).modify({ state: 'sending' });
  await device.edit({ note: '後から' }, recordId);
}

describe('what is sent next', () => {
  it('is nothing when nothing waits', async () => {
    expect(await listRecords()).toEqual([]);
  });

  it('is the oldest first, what has begun to be sent before included', async () => {
    const ids = [
      await device.edit({ name: '一' }),
      await device.edit({ name: '二' }),
      await device.edit({ name: '三' }),
    ];
    await device.db.outbox.where('recordId').equals(ids[2]!).modify({ state: 'sending' });
    expect(await listRecords()).toEqual(ids);
  });

  it('is one change of a record, the first, however many wait', async () => {
    const twice = await device.edit({ name: '一' });
    const once = await device.edit({ name: '二' });
    await editBehind(twice);
    const batch = await listSendable(device.db, { without: NOBODY });
    expect(batch.map(({ recordId, deviceSeq }) => [recordId, deviceSeq])).toEqual([
      [twice, 1],
      [once, 2],
    ]);
  });

  it('is nothing of a record in quarantine, neither what was refused nor what waits behind it', async () => {
    const refused = await device.edit({ name: '一' });
    const other = await device.edit({ name: '二' });
    await editBehind(refused);
    await device.quarantine(refused);
    expect(await device.outbox()).toHaveLength(3);
    expect(await listRecords()).toEqual([other]);
  });

  it.each([
    ['05:59:59', false],
    ['06:00:01', true],
  ])(
    'of what the office decides about is asked again every six hours of the server (%s)',
    async (since, isAsked) => {
      const handed = await device.edit({ name: '一' });
      await editBehind(handed);
      await device.db.outbox
        .where('deviceSeq')
        .equals(1)
        .modify({ state: 'handed', handedAt: '2026-11-20T00:00:00.000Z' });
      expect(await listRecords()).toEqual([]);
      await device.db.setMeta('lastServerTime', `2026-11-20T${since}.000Z`);
      const listed = await listSendable(device.db, { without: NOBODY });
      // What was written later stays behind it.
      expect(listed.map(({ deviceSeq }) => deviceSeq)).toEqual(isAsked ? [1] : []);
    },
  );

  it('is nothing of a record whose later change is in quarantine', async () => {
    const refused = await device.edit({ name: '一' });
    await editBehind(refused);
    const last = (await device.outbox()).at(-1)!;
    await device.db.outbox.put({ ...last, state: 'quarantined' });
    expect(await listRecords()).toEqual([]);
  });

  it('is nothing of a record that this round goes on without', async () => {
    const [held, other] = [await device.edit({ name: '一' }), await device.edit({ name: '二' })];
    expect(await listRecords({ without: new Map([[held, 'it failed']]) })).toEqual([other]);
  });
});

describe('a batch', () => {
  it('holds as many changes as it may, and the rest waits', async () => {
    const ids = [
      await device.edit({ name: '一' }),
      await device.edit({ name: '二' }),
      await device.edit({ name: '三' }),
    ];
    expect(await listRecords({ limit: 2 })).toEqual(ids.slice(0, 2));
    expect(await listRecords({ limit: 3 })).toEqual(ids);
  });

  it('holds no more changes than a push takes', async () => {
    const [change] = [await device.edit({ name: '一' })];
    const [entry] = await device.outbox();
    await device.db.outbox.bulkPut(
      Array.from({ length: MAX_CHANGES_PER_PUSH + 1 }, (_, index) => ({
        ...entry!,
        deviceSeq: index + 1,
        recordId: `${change}-${index}`,
      })),
    );
    expect(await listRecords()).toHaveLength(MAX_CHANGES_PER_PUSH);
  });

  it('stays within the bytes of a push, counted as they travel, and comes close to them', async () => {
    // Three bytes for each letter: eight such notes are a tenth of the limit less than the whole.
    const letters = Math.floor((MAX_PUSH_BYTES * 0.9) / 8 / 3);
    for (let count = 0; count < 12; count += 1) await device.edit({ name: '社', note: '語'.repeat(letters) });
    const batch = await listSendable(device.db, { without: NOBODY });
    const bytes = Buffer.byteLength(JSON.stringify(batch.map(({ change }) => change)));
    expect(bytes).toBeLessThan(MAX_PUSH_BYTES);
    expect(batch).toHaveLength(8);
    const [next] = (await device.outbox()).slice(8);
    expect(bytes + Buffer.byteLength(JSON.stringify(next!.change))).toBeGreaterThan(MAX_PUSH_BYTES);
  });

  it('holds a change that is too large for any, alone: only the server can say what becomes of it', async () => {
    const large = await device.edit({ name: '社', note: 'x'.repeat(MAX_PUSH_BYTES) });
    const small = await device.edit({ name: '小' });
    expect(await listRecords()).toEqual([large]);
    expect(await listRecords({ without: new Map([[large, 'it failed']]) })).toEqual([small]);
  });

  it('leaves room for what stands around the changes', async () => {
    await device.edit({ name: '社' });
    const [entry] = await device.outbox();
    const rest = Buffer.byteLength(JSON.stringify(entry!.change)) + Buffer.byteLength('"note":"",');
    // With one more change of the same frame the two fit exactly, the envelope apart.
    await device.edit({ name: '社', note: 'x'.repeat(MAX_PUSH_BYTES - 2 * rest) });
    expect(await listRecords()).toHaveLength(1);
  });
});
