import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOrCreateSecret } from '#server/settings/secret.ts';

describe('the secret', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banso-secret-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is made on first start, in a file of the owner alone, and stays', async () => {
    const dataDir = join(folder, 'data');
    const secret = readOrCreateSecret({ secret: undefined, dataDir });
    expect(secret.length).toBeGreaterThanOrEqual(40);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
    expect(readOrCreateSecret({ secret: undefined, dataDir })).toBe(secret);
  });

  it('comes from the environment without a file being made', async () => {
    expect(readOrCreateSecret({ secret: 's'.repeat(32), dataDir: folder })).toBe('s'.repeat(32));
    await expect(stat(join(folder, 'secret'))).rejects.toThrow('ENOENT');
  });
});
