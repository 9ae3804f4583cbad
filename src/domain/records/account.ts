import { defineCollection, type FieldsOf } from './definition.ts';
import {
  attribute,
  code,
  count,
  day,
  digits,
  filledLine,
  flag,
  instant,
  json,
  line,
  person,
  reference,
  required,
  set,
  text,
} from './field.ts';

/** Companies, clients or not. Bands and codes of the attributes are those of the questionnaire. */
export const accounts = defineCollection({
  name: 'accounts',
  version: 2,
  fields: {
    name: required(filledLine()),
    nameKana: line(),
    /** 法人番号, 13 digits with a check digit. */
    corporateNumber: digits(13),
    industry: attribute(),
    /** Number of employees as an enumerated band. */
    employees: attribute(),
    /** Annual sales as an enumerated band. */
    sales: attribute(),
    /** Number of employees where it is known exactly. */
    employeeCount: count(),
    municipality: attribute(),
    postalCode: line(),
    address: line(),
    phone: line(),
    note: text(),
    status: code(['active', 'archived']),
    statusDate: day(),
    statusReason: line(),
    mergedInto: reference('accounts'),
    mergedAt: instant(),
    mergedBy: person(),
    /** What the merge wrote into the record it points to, by field, with what stood there before (`casework/account-merge.ts`). */
    mergedValues: json(),
    /** Records that look alike and were found to be other companies. */
    distinctFrom: set(reference('accounts')),
    tags: set(line()),
    /** Marks invented demonstration data, shown as such everywhere. */
    invented: flag(),
  },
  groups: {
    place: ['municipality', 'postalCode', 'address'],
    status: ['status', 'statusDate', 'statusReason'],
    merge: ['mergedInto', 'mergedAt', 'mergedBy', 'mergedValues'],
  },
  indices: ['mergedInto'],
  mergedInto: 'mergedInto',
  signatures: ['mergedBy'],
  keptByErasure: ['industry', 'employees', 'sales', 'municipality', 'status', 'invented'],
});

export type Account = FieldsOf<typeof accounts>;
