import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDirectoryStorage } from '#server/file-storage/directory-storage.ts';
import type { FileStorage, StorableBytes } from '#server/file-storage/file-storage.ts';
import { createS3Storage } from '#server/file-storage/s3-storage.ts';
import { startS3Server } from '#tests/support/s3-server.ts';

const CREDENTIALS = { keyId: 'key', secret: 'a secret', region: 'ap-northeast-1' };

function storable(...parts: string[]): StorableBytes {
  const bytes = Buffer.from(parts.join(''));
  return {
    open: async function* () {
      for (const part of parts) yield Buffer.from(part);
    },
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

describe.each(['a folder', 'a service that speaks S3'] as const)('files in %s', (kind) => {
  let storage: FileStorage;
  let folder: string;
  let service: Awaited<ReturnType<typeof startS3Server>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banso-storage-'));
    service = await startS3Server(CREDENTIALS);
    storage =
      kind === 'a folder'
        ? createDirectoryStorage(folder)
        : createS3Storage({ ...CREDENTIALS, endpoint: service.endpoint, bucket: 'photos' });
  });
  afterAll(async () => {
    await service.stop();
    await rm(folder, { recursive: true });
  });
  const contentOf = async (key: string, range?: { first: number; last: number }) => {
    const stream = await storage.read(key, range);
    return stream && (await buffer(stream)).toString();
  };

  it('are put, read as a whole and in part, listed and taken away', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await storage.put(`content/x/${name}`, storable('旋盤', name));
    await storage.put('staging/x/a', storable('other'));
    expect(await contentOf('content/x/b')).toBe('旋盤b');
    expect(await contentOf('content/x/b', { first: 6, last: 6 })).toBe('b');
    expect(await storage.sizeOf('content/x/b')).toBe(7);
    const keys: string[] = [];
    for await (const { key, sizeBytes, modifiedMs } of storage.list('content/x/')) {
      keys.push(key);
      expect(sizeBytes).toBe(7);
      expect(modifiedMs).toBeGreaterThan(0);
    }
    expect(keys.sort()).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => `content/x/${name}`));
    await storage.remove('content/x/b');
    await storage.remove('content/x/b');
    expect(await contentOf('content/x/b')).toBeUndefined();
    expect(await storage.sizeOf('content/x/b')).toBeUndefined();
  });

  it('are there whole or not at all', async () => {
    const { sizeBytes, sha256 } = storable('whole');
    const broken: StorableBytes = {
      open: async function* () {
        yield Buffer.from('who');
        throw new Error('the source broke');
      },
      sizeBytes,
      sha256,
    };
    await expect(storage.put('content/x/cut', broken)).rejects.toThrow();
    expect(await storage.sizeOf('content/x/cut')).toBeUndefined();
  });

  it.runIf(kind === 'a folder')('are for their owner alone, and leave nothing half-written', async () => {
    expect((await stat(join(folder, 'content', 'x', 'a'))).mode & 0o077).toBe(0);
    expect((await readdir(join(folder, 'content', 'x'))).sort()).toEqual(['a', 'c', 'd', 'e']);
  });

  it.skipIf(kind === 'a folder')('say it when the service refuses', async () => {
    const foreign = createS3Storage({
      ...CREDENTIALS,
      secret: 'another',
      endpoint: service.endpoint,
      bucket: 'photos',
    });
    await expect(foreign.put('content/x/z', storable('z'))).rejects.toThrow('SignatureDoesNotMatch');
  });
});
