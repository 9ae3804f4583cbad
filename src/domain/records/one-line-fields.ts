import type { ChangeFields, Collection } from '#domain/sync/change.ts';

/** The fields that hold one line of what people type; the protocol takes no control characters in them. */
export const ONE_LINE_FIELDS: Record<Collection, readonly string[]> = {
  accounts: ['name', 'nameKana', 'postalCode', 'address', 'phone'],
  contacts: ['name', 'position', 'phone', 'email'],
  visits: ['cancelReason'],
  responses: ['settledReason'],
  leads: [
    'companyName',
    'contactName',
    'contactPhone',
    'contactEmail',
    'preferredTime',
    'consentScope',
    'statusReason',
  ],
  referrals: ['partner', 'consentScope', 'statusReason'],
  nextSteps: [],
  attachments: [],
};

/** A text as one line: the tabs and ends of lines that a paste may bring along become spaces. */
export function toOneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

/** What a change writes, with one line in each field that holds one. */
export function withOneLines(collection: Collection, fields: ChangeFields): ChangeFields {
  const lines = ONE_LINE_FIELDS[collection];
  return Object.fromEntries(
    Object.entries(fields).map(([path, value]) => [
      path,
      typeof value === 'string' && lines.includes(path) ? toOneLine(value) : value,
    ]),
  );
}
