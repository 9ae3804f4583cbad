import { EMPLOYEE_BANDS, SALES_BANDS } from '#domain/records/bands.ts';

/*
 * What the rest of the system needs an item for. Codes are the questionnaire's own business:
 * whoever looks for the consent or the telephone number asks for the item of that role.
 */

/** What an item has to be like to have a role. */
export interface RoleRequirement {
  kinds: readonly string[];
  /** Codes of options that rules and records rely on. */
  options?: readonly string[];
  /** Any number of items may have the role; of every other role there is at most one. */
  isShared?: true;
}

const YES_OR_NO = { kinds: ['single'], options: ['yes', 'no'] } as const;
const TEXT = ['text', 'longText'] as const;

/** Every role that an item can have. */
export const ITEM_ROLES = {
  /** The company's industry; its record, advice and lists of companies use the same codes. */
  'attribute.industry': { kinds: ['single'] },
  /** The band of its number of employees. */
  'attribute.employees': { kinds: ['single'], options: EMPLOYEE_BANDS.map(({ code }) => code) },
  /** The band of its annual sales. */
  'attribute.sales': { kinds: ['single'], options: SALES_BANDS.map(({ code }) => code) },
  /** Where it is; the options' attribute `region` is the region that lists and advice go by. */
  'attribute.municipality': { kinds: ['single'] },
  /** What troubles the company, `none` if nothing does: the codes of visits' and leads' issues, of people's expertise, of advice. */
  issues: { kinds: ['multiple'], options: ['none'] },
  /** Whether the company wishes to consult, and how soon: `now` and `within_year` make a lead. */
  wish: { kinds: ['single'], options: ['now', 'within_year'] },
  /** The issues that it wishes to consult on. */
  'wish.topics': { kinds: ['multiple'] },
  /** What it is about, in its own words. */
  'wish.detail': { kinds: TEXT },
  /** Whether contact data and answers may be used for the consultation: without `yes` there is no lead. */
  'consent.contact': YES_OR_NO,
  /** Whether the answers may be seen together with the company's record. */
  'consent.record': YES_OR_NO,
  /** The company's name as it gives it itself. */
  'contact.company': { kinds: TEXT },
  /** Whom to ask for. */
  'contact.name': { kinds: TEXT },
  'contact.phone': { kinds: TEXT },
  'contact.email': { kinds: TEXT },
  /** How the company wishes to be advised; a lead holds the option's code. */
  'contact.way': { kinds: ['single'] },
  /** When it can be reached; a lead holds the options' words. */
  'contact.time': { kinds: ['multiple'] },
  /** Anything else that tells who answers: kept from those who may not see whose the answers are. */
  'contact.other': { kinds: ['single', 'multiple', 'number', 'date', ...TEXT], isShared: true },
} as const satisfies Record<string, RoleRequirement>;

export type ItemRole = keyof typeof ITEM_ROLES;
