import { randomBytes } from 'node:crypto';
import { hashText } from '#domain/canonical/hash.ts';

/** A new token for a link: 256 random bits as 43 letters that a URL takes. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The form in which a token is kept; it cannot be turned back. */
export function hashToken(token: string): string {
  return hashText(token);
}

/** Where a one-time link leads. */
export function linkUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/app/link/${token}`;
}
