import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseParcelKey } from './parcel-key.ts';
import { parseInvitationKeys, type InvitationKeys } from './invitation-keys.ts';

/** Where the server's settings come from: `process.env` or a plain object in tests. */
export type Environment = Record<string, string | undefined>;

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything about the server that an operator can set. */
export interface Config {
  host: string;
  port: number;
  /** The origin under which people reach the server, without a final slash. */
  publicUrl: string;
  /** Whether people reach the server by https: decides `Secure` cookies, HSTS and the CSP's upgrade directive. */
  isHttps: boolean;
  dataDir: string;
  seedsDir: string;
  /** The built staff app, `dist/app`. */
  appDir: string;
  /** The built page for companies, `dist/respondent`. */
  respondentDir: string;
  /** A PostgreSQL URL; without one the embedded SQLite database in `dataDir` is used. */
  databaseUrl: string | undefined;
  /** Which proxies' forwarded addresses are believed, as Fastify's `trustProxy` takes it. */
  trustProxy: boolean | string[];
  logLevel: LogLevel;
  /** How often the server makes a backup by itself; 0 for never, not even before a migration. */
  /** In how many seconds a device that hears of nothing new looks again. */
  lookSeconds: number;
  backupHours: number;
  /** How many of its own backups it keeps. */
  backupKeep: number;
  /** The name of the centre until its first administrator gives one. */
  centreName: string;
  /** Signs cookies; undefined means the file in `dataDir`. */
  secret: string | undefined;
  /** Makes invitation codes; undefined means the file in `dataDir`. */
  invitationKeys: InvitationKeys | undefined;
  /** Opens what devices seal; undefined means the file in `dataDir`. */
  parcelKey: string | undefined;
  /** Where photos and files lie, unless `filesS3` says otherwise. */
  filesDir: string;
  filesS3: S3Settings | undefined;
  /** How many bytes of them a centre may have. */
  filesCentreBytes: number;
}

/** A bucket of a service that speaks S3. */
export interface S3Settings {
  endpoint: string;
  bucket: string;
  keyId: string;
  secret: string;
  region: string;
}

/** Settings that cannot be used; `faults` has one line per setting, Japanese and English. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
  }
}

// From a source file and from the bundle in dist/server alike: the next folder up with a package.json.
const PACKAGE_DIR = findPackageDir(dirname(fileURLToPath(import.meta.url)));
const MIN_SECRET_LENGTH = 32;

/**
 * The configuration that environment variables ask for; an absent or empty one
 * takes its safe default. Relative folders are below the package.
 *
 * @throws ConfigError naming every variable that has a wrong value.
 */
export function parseConfig(env: Environment): Config {
  const faults: string[] = [];
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  const fault = (name: string, ja: string, en: string): void => {
    faults.push(`${name}: ${ja} / ${en}`);
  };
  const folder = (name: string, fallback: string): string => {
    const value = text(name) ?? fallback;
    return isAbsolute(value) ? value : join(PACKAGE_DIR, value);
  };

  const portText = text('PORT') ?? '3000';
  const port = Number(portText);
  if (!/^\d{1,5}$/.test(portText) || port > 65_535) {
    fault('PORT', '0から65535までの整数にしてください', 'must be a whole number from 0 to 65535');
  }

  const publicUrlText = text('PUBLIC_URL') ?? `http://localhost:${portText}`;
  const publicUrl = parseOrigin(publicUrlText);
  if (!publicUrl && (text('PUBLIC_URL') || faults.length === 0)) {
    fault(
      'PUBLIC_URL',
      'https://example.jp のように、パスのない http(s) のURLにしてください',
      'must be an http(s) URL without a path, such as https://example.jp',
    );
  }

  const databaseUrl = text('DATABASE_URL');
  if (databaseUrl !== undefined && !isPostgresUrl(databaseUrl)) {
    fault(
      'DATABASE_URL',
      'postgres:// で始まるURLにしてください',
      'must be a URL that begins with postgres://',
    );
  }

  const logLevel = LOG_LEVELS.find((level) => level === (text('LOG_LEVEL') ?? 'info'));
  if (!logLevel) {
    fault(
      'LOG_LEVEL',
      `${LOG_LEVELS.join('、')} のどれかにしてください`,
      `must be one of ${LOG_LEVELS.join(', ')}`,
    );
  }

  const count = (name: string, fallback: string, least: number, most: number): number => {
    const value = text(name) ?? fallback;
    const number = /^\d{1,6}$/.test(value) ? Number(value) : NaN;
    if (number >= least && number <= most) return number;
    fault(
      name,
      `${least}から${most}までの整数にしてください`,
      `must be a whole number from ${least} to ${most}`,
    );
    return Number(fallback);
  };
  const lookSeconds = count('LOOK_SECONDS', '300', 30, 3600);
  const backupHours = count('BACKUP_HOURS', '24', 0, 720);
  const backupKeep = count('BACKUP_KEEP', '7', 1, 1000);

  const secret = text('BANSO_SECRET');
  if (secret !== undefined && secret.length < MIN_SECRET_LENGTH) {
    fault(
      'BANSO_SECRET',
      `${MIN_SECRET_LENGTH}文字以上にしてください`,
      `must have at least ${MIN_SECRET_LENGTH} characters`,
    );
  }

  const keysText = text('INVITATION_KEYS');
  const invitationKeys = keysText === undefined ? undefined : parseInvitationKeys(keysText);
  if (keysText !== undefined && !invitationKeys) {
    fault(
      'INVITATION_KEYS',
      '「名前:32文字以上の秘密」をカンマで区切り、いま使うものを先頭にしてください',
      'must be name:secret pairs separated by commas, the one in use first, each secret with at least 32 characters',
    );
  }

  const parcelKey = text('PARCEL_KEY');
  if (parcelKey !== undefined && !parseParcelKey(parcelKey)) {
    fault(
      'PARCEL_KEY',
      'データフォルダの parcel-key の中身と同じ形にしてください',
      'must have the form of the file parcel-key in the data folder',
    );
  }

  const filesCentreGigabytes = count('FILES_CENTRE_GB', '20', 1, 100_000);
  const s3Names = ['FILES_S3_ENDPOINT', 'FILES_S3_BUCKET', 'FILES_S3_KEY', 'FILES_S3_SECRET'] as const;
  const [endpoint, bucket, keyId, s3Secret] = s3Names.map(text);
  const isS3Wanted = s3Names.some((name) => text(name) !== undefined);
  if (isS3Wanted && !(endpoint && URL.canParse(endpoint) && bucket && keyId && s3Secret)) {
    fault(
      'FILES_S3_ENDPOINT',
      `${s3Names.join('、')} は、すべて指定するか、すべて空にしてください`,
      `${s3Names.join(', ')} must all be given, or none`,
    );
  }
  const filesS3 =
    endpoint && bucket && keyId && s3Secret
      ? { endpoint, bucket, keyId, secret: s3Secret, region: text('FILES_S3_REGION') ?? 'us-east-1' }
      : undefined;

  const trustProxy = parseTrustProxy(text('TRUST_PROXY') ?? 'false');
  if (trustProxy === undefined) {
    fault(
      'TRUST_PROXY',
      'true、false、またはプロキシのアドレス（カンマ区切り）にしてください',
      'must be true, false or the addresses of the proxies, separated by commas',
    );
  }

  if (faults.length > 0) throw new ConfigError(faults);
  const dataDir = folder('DATA_DIR', 'data');
  return {
    host: text('HOST') ?? '127.0.0.1',
    port,
    publicUrl: publicUrl?.origin ?? '',
    isHttps: publicUrl?.protocol === 'https:',
    dataDir,
    seedsDir: folder('SEEDS_DIR', 'seeds'),
    appDir: folder('APP_DIR', 'dist/app'),
    respondentDir: folder('RESPONDENT_DIR', 'dist/respondent'),
    databaseUrl,
    trustProxy: trustProxy ?? false,
    logLevel: logLevel ?? 'info',
    lookSeconds,
    backupHours,
    backupKeep,
    centreName: text('CENTRE_NAME') ?? '支援センター',
    secret,
    invitationKeys,
    parcelKey,
    filesDir: folder('FILES_DIR', join(dataDir, 'files')),
    filesS3,
    filesCentreBytes: filesCentreGigabytes * 1024 ** 3,
  };
}

function parseOrigin(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isOrigin = url.pathname === '/' && !url.search && !url.hash && !url.username;
  return isOrigin && /^https?:$/.test(url.protocol) ? url : undefined;
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol);
}

/** `true`, `false`, or addresses and networks separated by commas; undefined for anything else. */
function parseTrustProxy(text: string): boolean | string[] | undefined {
  if (text === 'true' || text === 'false') return text === 'true';
  const addresses = text.split(',').map((address) => address.trim());
  return addresses.every(isNetwork) ? addresses : undefined;
}

/** An address, a network (`10.0.0.0/8`), or one of the names that Fastify knows. */
function isNetwork(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', length] = text.split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  return (
    isIP(address) !== 0 && (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits))
  );
}

function findPackageDir(folder: string): string {
  const above = dirname(folder);
  return above === folder || existsSync(join(folder, 'package.json')) ? folder : findPackageDir(above);
}
