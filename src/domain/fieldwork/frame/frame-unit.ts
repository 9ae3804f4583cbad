import type { Account } from '#domain/records/account.ts';

/** What a list says of an address, beside the number of employees; what names the company goes with the licence. */
export const FRAME_UNIT_FIELDS = [
  'name',
  'nameKana',
  'corporateNumber',
  'industry',
  'employees',
  'sales',
  'municipality',
  'postalCode',
  'address',
  'phone',
  'contactName',
] as const;

/** An address of a list; its attributes have the codes of the questionnaire, as those of companies' records have. */
export interface FrameUnitFields {
  /** Absent once the licence has ended. */
  name?: string;
  nameKana?: string;
  corporateNumber?: string;
  industry?: string;
  employees?: string;
  employeeCount?: number;
  sales?: string;
  municipality?: string;
  postalCode?: string;
  address?: string;
  phone?: string;
  contactName?: string;
}

/** An address in the form of a company's record, by which the two are compared and records made. */
export function toAccountFields({ contactName: _, ...fields }: FrameUnitFields): Partial<Account> {
  return fields;
}
