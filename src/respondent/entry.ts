import { parseInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import { cleanToken, type RespondentEntry } from '#protocol/respondent-page.ts';

/** How the address of a page says one came to it; `undefined` for the page on which a code is typed. */
export function readEntry(pathname: string): RespondentEntry | undefined {
  const [first, second] = pathname
    .replace(/^\/s\//, '')
    .split('/')
    .map(decode);
  if (!first) return undefined;
  if ((first === 'open' || first === 'test') && second) return { kind: first, token: cleanToken(second) };
  return { kind: 'code', code: first };
}

/** A name for what this device keeps for an entry. Codes are one however they were written. */
export function nameEntry(entry: RespondentEntry): string {
  if (entry.kind !== 'code') return `${entry.kind}.${entry.token}`;
  return `code.${parseInvitationCode(entry.code) ?? entry.code}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // Half of an escaped letter: it can only be a mistyped code.
    return part;
  }
}
