import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listOwnBackups, readBackupStatus } from '#server/backup/backup-folder.ts';
import { ERASURES_FILE } from '#server/erasure/erasure-journal.ts';
import type { Config } from '#server/settings/config.ts';
import { listSecrets, SECRET_FILES, type SecretConfig } from '#server/settings/secret.ts';
import type { Finding } from './finding.ts';

const HOUR_MS = 60 * 60 * 1000;
const LEAST_FREE_BYTES = 1024 ** 3;
/** Anyone but the owner. */
const OTHERS = 0o077;

/** Whether the data folder can be written to, and whether nobody else can read what is in it. */
export function examinePermissions({ dataDir }: Pick<Config, 'dataDir'>): Finding {
  const open = ['.', ...SECRET_FILES, ERASURES_FILE].filter((name) => {
    const mode = statSync(join(dataDir, name), { throwIfNoEntry: false })?.mode;
    return mode !== undefined && (mode & OTHERS) !== 0;
  });
  const check = 'permissions';
  if (!isWritable(dataDir)) {
    return {
      check,
      isGood: false,
      text: {
        ja: `DATA_DIR（${dataDir}）がないか、書き込めません。`,
        en: `DATA_DIR (${dataDir}) is missing or cannot be written to.`,
      },
    };
  }
  if (open.length > 0) {
    return {
      check,
      isGood: false,
      text: {
        ja: `DATA_DIR の次のものを、ほかの利用者も読めます: ${open.join('、')}。chmod -R go= ${dataDir} で閉じてください。`,
        en: `Others can read these in DATA_DIR: ${open.join(', ')}. Please close them with chmod -R go= ${dataDir}.`,
      },
      value: open,
    };
  }
  return {
    check,
    isGood: true,
    text: {
      ja: 'データのフォルダーと秘密は、所有者だけが読めます。',
      en: 'The data folder and the secrets are for their owner alone.',
    },
  };
}

/** Which secrets are in force, and where from. */
export function examineSecrets(config: SecretConfig): Finding {
  const found = listSecrets(config);
  const missing = SECRET_FILES.filter((name) => !found.some((secret) => secret.name === name));
  const value = found.map(({ name, isFile }) => ({ name, from: isFile ? 'file' : 'environment' }));
  return {
    check: 'secrets',
    isGood: missing.length === 0,
    text:
      missing.length === 0
        ? { ja: '秘密はそろっています。', en: 'The secrets are all there.' }
        : {
            ja: `秘密がまだありません: ${missing.join('、')}。サーバーを一度起動すると作られます。`,
            en: `These secrets are not there yet: ${missing.join(', ')}. The first start of the server makes them.`,
          },
    value,
  };
}

/** Whether there is room for what is recorded and for backups. */
export function examineDisk({ dataDir }: Pick<Config, 'dataDir'>): Finding {
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  const gigabytes = (free / 1024 ** 3).toFixed(1);
  return {
    check: 'disk',
    isGood: free >= LEAST_FREE_BYTES,
    text: {
      ja: `ディスクの空きは ${gigabytes} GiB です（1 GiB 以上必要）。`,
      en: `${gigabytes} GiB of the disk are free (1 GiB is needed).`,
    },
    value: free,
  };
}

/** How old the last backup is, and whether the last attempt failed. */
export function examineBackups(config: Pick<Config, 'dataDir' | 'backupHours'>, nowMs: number): Finding {
  const { last, failure } = readBackupStatus(config.dataDir);
  const [newest] = listOwnBackups(config.dataDir);
  const at = [last?.at, newest?.at]
    .flatMap((each) => each ?? [])
    .sort()
    .at(-1);
  const check = 'backup';
  if (failure) {
    return {
      check,
      isGood: false,
      text: {
        ja: `最後のバックアップ（${failure.at}）に失敗しました: ${failure.message}`,
        en: `The last backup (${failure.at}) failed: ${failure.message}`,
      },
      value: { failedAt: failure.at, lastAt: at ?? null },
    };
  }
  if (at === undefined) {
    return {
      check,
      isGood: false,
      text: { ja: 'バックアップがまだありません。', en: 'There is no backup yet.' },
    };
  }
  const hours = Math.floor((nowMs - Date.parse(at)) / HOUR_MS);
  // Twice the interval: one that is late by a restart is no fault.
  const isGood = hours <= 2 * (config.backupHours || 24);
  return {
    check,
    isGood,
    text: {
      ja: `最後のバックアップは ${hours} 時間前です（${at}）。`,
      en: `The last backup is ${hours} hours old (${at}).`,
    },
    value: { lastAt: at, hours },
  };
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
