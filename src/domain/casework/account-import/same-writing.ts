import { withoutInvisible } from '#domain/canonical/text.ts';
import { withFullLegalForm } from '#domain/casework/legal-forms.ts';
import { matchableStreet } from '#domain/casework/account-import-matching.ts';
import type { Account } from '#domain/records/account.ts';

/** How a value is compared with what an account has; a field that is not listed is compared as it stands. */
const COMPARED: { [Field in keyof Account]?: (value: string) => string } = {
  name: (name) => withFullLegalForm(inOneWidth(name)),
  nameKana: inOneWidth,
  address: (address) => matchableStreet(address.normalize('NFKC').replace(/^\s*青森県/, '')),
  phone: digitsOf,
};

/** Whether a value says what an account has already, if only in other writing: 「㈱甲」, 「1-2」 for 「一丁目2番」. */
export function isSameInWriting(field: keyof Account, known: unknown, said: unknown): boolean {
  const compared = COMPARED[field];
  if (known === said || !compared || typeof known !== 'string' || typeof said !== 'string')
    return known === said;
  return compared(known) !== '' && compared(known) === compared(said);
}

/** A telephone number in its digits alone. */
export function digitsOf(phone: string): string {
  return phone.normalize('NFKC').replace(/\D/g, '');
}

function inOneWidth(text: string): string {
  return withoutInvisible(text).normalize('NFKC').replace(/\s+/g, '');
}
