import type { Account } from '#domain/records/account.ts';
import { parsePostalCode } from './customer-barcode.ts';

/** What stands in the window. */
export interface PostalAddress {
  /** `030-0801`; empty where it is not known. */
  postalCode: string;
  /** With the municipality. */
  address: string;
}

/** What a company's address lacks for the post; a letter without an address cannot be posted at all. */
export type AddressFault = 'noAddress' | 'noPostalCode';

/** A company's address as it is written on an envelope. @param municipality its name; empty where it is not known. */
export function postalAddressOf(
  { postalCode = '', address = '' }: Partial<Account>,
  municipality: string,
): PostalAddress {
  const digits = parsePostalCode(postalCode);
  const street = address.trim();
  return {
    postalCode: digits ? `${digits.slice(0, 3)}-${digits.slice(3)}` : '',
    address: street === '' || street.includes(municipality) ? street : municipality + street,
  };
}

/** What is missing in an address; `undefined` when nothing is. */
export function findAddressFault({ postalCode, address }: PostalAddress): AddressFault | undefined {
  if (address === '') return 'noAddress';
  return postalCode === '' ? 'noPostalCode' : undefined;
}
