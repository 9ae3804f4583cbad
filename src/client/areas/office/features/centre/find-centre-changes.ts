import { withoutUnstorable } from '#domain/canonical/storable-text.ts';
import type { CentreDetails, UpdateCentre } from '#protocol/session.ts';

/** What stands in the form. */
export interface EnteredCentre {
  name: string;
  contact: string;
  /** Working days as typed; empty for no date. */
  leadDays: string;
}

/** What has to be sent so that the centre says what was entered; nothing for what it says already. */
export function findCentreChanges(centre: CentreDetails, entered: EnteredCentre): UpdateCentre {
  const name = asLine(entered.name);
  const contact = asLine(entered.contact);
  const leadDays = readLeadDays(entered.leadDays ?? '') ?? null;
  return {
    ...(name !== centre.name && { name }),
    ...(contact !== (centre.contact ?? '') && { contact: contact || null }),
    ...(leadDays !== (centre.leadDays ?? null) && { leadDays }),
  };
}

/** A number of working days, 1 to 60; `undefined` for anything else. */
export function readLeadDays(typed: string): number | undefined {
  const days = Number(typed.normalize('NFKC').trim() || NaN);
  return Number.isInteger(days) && days >= 1 && days <= 60 ? days : undefined;
}

/** One line, as the server takes it: a paste may bring tabs and ends of lines along. */
function asLine(text: string): string {
  return withoutUnstorable(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}
