import { CONSENT_ITEMS, type ConsentItem } from '#domain/records/consent.ts';
import type { Account } from '#domain/records/account.ts';
import type { Referral } from '#domain/records/referral.ts';

/** What is handed over of a company, in words, by item. */
export type ReferralContent = Partial<Record<ConsentItem, string[]>>;

/** How codes are said; the same on the slip and on the recipient's page. */
export interface ContentWords {
  municipality: (code: string) => string;
  issue: (code: string) => string;
}

/** What the items of a referral come to, each with its lines; nothing of what was not agreed to. */
export function composeContent(
  { items = [], contactName, contactReach, issues = [], about }: Partial<Referral>,
  { name, municipality, postalCode, address }: Partial<Account>,
  words: ContentWords,
): ReferralContent {
  const lines: Record<ConsentItem, (string | undefined)[]> = {
    company: [name, municipality && words.municipality(municipality)],
    address: [[postalCode && `〒${postalCode}`, address].filter(Boolean).join(' ')],
    contact: [contactName, contactReach],
    issues: issues.map(words.issue),
    about: [about],
  };
  return Object.fromEntries(
    CONSENT_ITEMS.filter((item) => items.includes(item)).map((item) => [
      item,
      lines[item].flatMap((line) => (line?.trim() ? [line.trim()] : [])),
    ]),
  );
}

/** The items that are withheld from the recipient. */
export function listWithheld(items: readonly ConsentItem[]): ConsentItem[] {
  return CONSENT_ITEMS.filter((item) => !items.includes(item));
}
