import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { ensureDataDir } from './data-dir.ts';
import { newParcelKey, parseParcelKey, type ParcelKey } from './parcel-key.ts';
import { parseInvitationKeys, writeInvitationKeys, type InvitationKeys } from './invitation-keys.ts';

const SECRET_FILE = 'secret';
const KEYS_FILE = 'invitation-keys';
const PARCEL_KEY_FILE = 'parcel-key';

/** The files of the data folder that hold secrets. */
export const SECRET_FILES = [SECRET_FILE, KEYS_FILE, PARCEL_KEY_FILE] as const;
export type SecretName = (typeof SECRET_FILES)[number];

/** One of the server's secrets as it is in force, and where it stands. */
export interface KnownSecret {
  name: SecretName;
  content: string;
  isFile: boolean;
}

/** Where the configuration may have secrets, or says where their files are. */
export type SecretConfig = Pick<Config, 'secret' | 'invitationKeys' | 'parcelKey' | 'dataDir'>;

/** The secrets that are in force; one that has not been made yet is left out. */
export function listSecrets(config: SecretConfig): KnownSecret[] {
  const { secret, invitationKeys, parcelKey } = config;
  const given: Record<SecretName, string | undefined> = {
    [SECRET_FILE]: secret,
    [KEYS_FILE]: invitationKeys && writeInvitationKeys(invitationKeys),
    [PARCEL_KEY_FILE]: parcelKey,
  };
  return SECRET_FILES.flatMap((name) => {
    const content = given[name] ?? readSecret(join(config.dataDir, name));
    return content === undefined ? [] : [{ name, content, isFile: given[name] === undefined }];
  });
}

/** Puts a secret of a backup into its file; one that stands there is kept beside it, `NAME.before-1`. */
export function putSecretFile(dataDir: string, name: SecretName, content: string): void {
  ensureDataDir(dataDir);
  const draft = join(dataDir, `${name}.${process.pid}.new`);
  writeFileSync(draft, `${content}\n`, { mode: 0o600, flush: true });
  keepBeside(join(dataDir, name));
  renameSync(draft, join(dataDir, name));
}

function keepBeside(file: string): void {
  if (!existsSync(file)) return;
  let count = 1;
  while (existsSync(`${file}.before-${count}`)) count += 1;
  linkSync(file, `${file}.before-${count}`);
}

/**
 * The secret that signs cookies: from the configuration, or from `secret` in the
 * data folder, which is created on first start, readable by its owner only.
 */
export function readOrCreateSecret(config: Pick<Config, 'secret' | 'dataDir'>): string {
  return config.secret ?? readOrCreateSecretFile(config.dataDir, SECRET_FILE, newSecret);
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
