import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { ensureDataDir } from './data-dir.ts';
import { newParcelKey, parseParcelKey, type ParcelKey } from './parcel-key.ts';
import { parseInvitationKeys, type InvitationKeys } from './invitation-keys.ts';

const KEYS_FILE = 'invitation-keys';
const PARCEL_KEY_FILE = 'parcel-key';

/**
 * The secret that signs cookies: from the configuration, or from `secret` in the
 * data folder, which is created on first start, readable by its owner only.
 */
export function readOrCreateSecret(config: Pick<Config, 'secret' | 'dataDir'>): string {
  return config.secret ?? readOrCreateSecretFile(config.dataDir, 'secret', newSecret);
}

/**
 * The keys from the configuration, or from `invitation-keys` in the data folder, which is
 * made on first start, readable by its owner only. To replace the key, a line is put above.
 *
 * @throws Error when the file has been damaged: with other keys every letter would be void.
 */
export function readOrCreateInvitationKeys(
  config: Pick<Config, 'invitationKeys' | 'dataDir'>,
): InvitationKeys {
  if (config.invitationKeys) return config.invitationKeys;
  const keys = parseInvitationKeys(
    readOrCreateSecretFile(config.dataDir, KEYS_FILE, () => `k1:${newSecret()}`),
  );
  if (!keys)
    throw new Error(
      `${KEYS_FILE}: 「名前:秘密」の行として読めません / cannot be read as lines of name:secret`,
    );
  return keys;
}

/**
 * The key from the configuration, or from `parcel-key` in the data folder, which is made on first
 * start, readable by its owner only.
 *
 * @throws Error when it has been damaged: with another one nothing that is sealed could be opened.
 */
export function readOrCreateParcelKey(config: Pick<Config, 'parcelKey' | 'dataDir'>): ParcelKey {
  const text = config.parcelKey ?? readOrCreateSecretFile(config.dataDir, PARCEL_KEY_FILE, newParcelKey);
  const key = parseParcelKey(text);
  if (!key) throw new Error(`${PARCEL_KEY_FILE}: 鍵として読めません / cannot be read as a key`);
  return key;
}

/** A new secret of 256 bits. */
function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What stands in a file of the data folder, which is made with `create` when there is none, for its owner only. */
function readOrCreateSecretFile(dataDir: string, name: string, create: () => string): string {
  const file = join(dataDir, name);
  return readSecret(file) ?? createSecret(file, dataDir, create());
}

function readSecret(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    if (isNodeError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function createSecret(file: string, dataDir: string, secret: string): string {
  ensureDataDir(dataDir);
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, `${secret}\n`, { mode: 0o600 });
  try {
    // A link never replaces a file: of several processes that start at once, one wins, whole.
    linkSync(draft, file);
  } catch (error) {
    if (!isNodeError(error) || error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8').trim();
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
