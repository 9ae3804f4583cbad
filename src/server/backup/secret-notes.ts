import { createHash } from 'node:crypto';
import type { LocalisedText } from '#domain/canonical/language.ts';
import { parseInvitationKeys } from '#server/settings/invitation-keys.ts';
import {
  listSecrets,
  type KnownSecret,
  type SecretConfig,
  type SecretName,
} from '#server/settings/secret.ts';
import { BackupError, type SecretNote } from './backup-format.ts';

const FINGERPRINT_LENGTH = 8;
const VARIABLES: Record<SecretName, string> = {
  secret: 'BANSO_SECRET',
  'invitation-keys': 'INVITATION_KEYS',
  'parcel-key': 'PARCEL_KEY',
};
/** What would be lost with a secret that cannot be made anew. */
const VOID: Partial<Record<SecretName, LocalisedText>> = {
  'invitation-keys': {
    ja: '発送済みの手紙のコードが使えなくなります',
    en: 'the codes in posted letters would be void',
  },
  'parcel-key': {
    ja: '退職者などの端末が封をした未送信の記録を開けなくなります',
    en: 'unsent records that devices sealed for the office could not be opened',
  },
};

/** What a backup says of the secrets, whether they are inside or not. */
export function noteSecrets(secrets: readonly KnownSecret[], withSecrets: boolean): SecretNote[] {
  return secrets.map(({ name, content, isFile }) => ({
    name,
    isInside: withSecrets && isFile,
    fingerprints: fingerprintsOf(name, content),
  }));
}

/**
 * The secrets that have to be written to the data folder for a restore.
 *
 * @throws BackupError where the codes of posted letters, or sealed records, would become void: the environment
 *   sets other keys than the backup's, or the backup has none inside and the environment sets none.
 */
export function listSecretsToWrite(
  config: SecretConfig,
  notes: readonly SecretNote[],
  inside: ReadonlyMap<SecretName, string>,
): [SecretName, string][] {
  const present = new Map(listSecrets(config).map((secret) => [secret.name, secret]));
  return notes.flatMap((note): [SecretName, string][] => {
    const { name } = note;
    const here = present.get(name);
    if (isThere(note, here)) return [];
    const content = inside.get(name);
    if (content !== undefined && (here === undefined || here.isFile)) return [[name, content]];
    const loss = VOID[name];
    if (!loss) return [];
    throw new BackupError('refused', {
      ja: `このバックアップの鍵（${VARIABLES[name]}）がここにありません。このまま戻すと、${loss.ja}。元のサーバーの ${VARIABLES[name]} を設定してください。失われた場合は --without-secrets を付けると、鍵なしで戻します。`,
      en: `The keys of this backup (${VARIABLES[name]}) are not here. Without them ${loss.en}. Please set ${VARIABLES[name]} as on the former server; if it is lost, --without-secrets restores without them.`,
    });
  });
}

/** Whether all of a noted secret is there; more keys, in another order, do no harm. */
function isThere(note: SecretNote, here: KnownSecret | undefined): boolean {
  if (!here) return false;
  const found = fingerprintsOf(here.name, here.content);
  return Object.entries(note.fingerprints).every(([key, fingerprint]) => found[key] === fingerprint);
}

function fingerprintsOf(name: SecretName, content: string): Record<string, string> {
  const parts =
    name === 'invitation-keys' ? (parseInvitationKeys(content)?.secrets ?? []) : [[name, content]];
  return Object.fromEntries(
    [...parts].map(([key, secret]) => [
      key,
      createHash('sha256').update(secret!).digest('hex').slice(0, FINGERPRINT_LENGTH),
    ]),
  );
}
