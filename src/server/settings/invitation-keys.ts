/**
 * The secrets that invitation codes are made with, by key id. New codes are made with the
 * current one; codes made with the others go on being recognised, so that a key can be
 * replaced while letters are out.
 */
export interface InvitationKeys {
  current: string;
  secrets: ReadonlyMap<string, string>;
}

const MIN_SECRET_LENGTH = 32;

/**
 * Keys as they are written: `id:secret`, separated by commas or line ends, the current one
 * first. `undefined` when one is not in this form, too short, or named twice.
 */
export function parseInvitationKeys(text: string): InvitationKeys | undefined {
  const entries = text
    .split(/[,\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => /^([A-Za-z0-9_-]{1,32}):(\S+)$/.exec(line));
  const secrets = new Map(entries.flatMap((match) => (match ? [[match[1]!, match[2]!] as const] : [])));
  const [current] = secrets.keys();
  if (current === undefined || secrets.size !== entries.length) return undefined;
  return [...secrets.values()].every((secret) => secret.length >= MIN_SECRET_LENGTH)
    ? { current, secrets }
    : undefined;
}

/** Keys in the form that `parseInvitationKeys` reads. */
export function writeInvitationKeys({ current, secrets }: InvitationKeys): string {
  const older = [...secrets].filter(([id]) => id !== current);
  return [[current, secrets.get(current)], ...older].map(([id, secret]) => `${id}:${secret}`).join('\n');
}
