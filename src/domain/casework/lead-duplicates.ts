import { hashText } from '#domain/canonical/hash.ts';
import { matchableName } from './account-import-matching.ts';
import type { Lead } from '#domain/records/lead.ts';

/**
 * By what two leads are recognised as the same company's wish: its record, or its name
 * together with its telephone number, however both are written.
 */
export function listLeadKeys({ accountId, companyName, contactPhone }: Partial<Lead>): string[] {
  // Whoever is asked for by an extension has the company's own number before it.
  const digits = (contactPhone ?? '')
    .normalize('NFKC')
    .replace(/内線.*$/, '')
    .replace(/\D/g, '');
  const name = matchableName(companyName ?? '');
  const byContact = name !== '' && digits !== '' ? [`contact:${hashText(`${name}\n${digits}`)}`] : [];
  return [...(accountId ? [`account:${accountId}`] : []), ...byContact];
}
