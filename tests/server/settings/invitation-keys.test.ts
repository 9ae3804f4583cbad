import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '#server/settings/config.ts';
import { parseInvitationKeys } from '#server/settings/invitation-keys.ts';
import { readOrCreateInvitationKeys } from '#server/settings/secret.ts';

const OLD = 'k1:the-secret-of-the-letters-that-are-out';
const NEW = 'k2:the-secret-of-the-letters-that-follow';

describe('invitation keys', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'banso-keys-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('are made on first start, in a file of the owner alone, and stay', async () => {
    const keys = readOrCreateInvitationKeys({ invitationKeys: undefined, dataDir });
    expect(keys.current).toBe('k1');
    expect((await stat(join(dataDir, 'invitation-keys'))).mode & 0o777).toBe(0o600);
    expect(readOrCreateInvitationKeys({ invitationKeys: undefined, dataDir })).toEqual(keys);
  });

  it('are replaced by a line above, while the older go on being known', async () => {
    await writeFile(join(dataDir, 'invitation-keys'), `${OLD}\n`);
    await writeFile(
      join(dataDir, 'invitation-keys'),
      `${NEW}\n${await readFile(join(dataDir, 'invitation-keys'), 'utf8')}`,
    );
    const keys = readOrCreateInvitationKeys({ invitationKeys: undefined, dataDir });
    expect([keys.current, [...keys.secrets.keys()]]).toEqual(['k2', ['k2', 'k1']]);
  });

  it('that are damaged stop the start instead of voiding every letter', async () => {
    await writeFile(join(dataDir, 'invitation-keys'), 'k1 the-secret-of-the-letters-that-are-out');
    expect(() => readOrCreateInvitationKeys({ invitationKeys: undefined, dataDir })).toThrow(
      'invitation-keys',
    );
  });

  it('come from the environment where that gives them', () => {
    const { invitationKeys } = parseConfig({ INVITATION_KEYS: `${NEW}, ${OLD}` });
    expect(invitationKeys?.current).toBe('k2');
    expect(readOrCreateInvitationKeys({ invitationKeys, dataDir })).toBe(invitationKeys);
    expect(() => parseConfig({ INVITATION_KEYS: 'k1:short' })).toThrow('INVITATION_KEYS');
  });

  it.each(['', OLD.slice(3), `${OLD},${OLD}`, 'k1:short', `k 1:${OLD}`])(
    'are not to be read in %j',
    (text) => {
      expect(parseInvitationKeys(text)).toBeUndefined();
    },
  );
});
