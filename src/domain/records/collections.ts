import { accounts } from './account.ts';
import { attachments } from './attachment.ts';
import { codingFrames } from './coding-frame.ts';
import { codings } from './coding.ts';
import { consents } from './consent.ts';
import { contacts } from './contact.ts';
import { decisions } from './decision.ts';
import type { Definition, FieldsOf } from './definition.ts';
import { establishmentCounts } from './establishment-count.ts';
import { exports } from './export.ts';
import { leads } from './lead.ts';
import { meetings } from './meeting.ts';
import { nextSteps } from './next-step.ts';
import { partners } from './partner.ts';
import { referrals } from './referral.ts';
import { responses } from './response.ts';
import { savedTables } from './saved-table.ts';
import { visits } from './visit.ts';
import { weightings } from './weighting.ts';

/** The collections whose records live on devices and are synced. */
export const DEFINITIONS = {
  accounts,
  contacts,
  visits,
  responses,
  leads,
  referrals,
  nextSteps,
  attachments,
  savedTables,
  weightings,
  codingFrames,
  codings,
  exports,
  decisions,
  meetings,
  establishmentCounts,
  consents,
  partners,
};

export type Collection = keyof typeof DEFINITIONS;
export const COLLECTIONS = Object.keys(DEFINITIONS) as Collection[];

/** What each collection's records hold. */
export type CollectionFields = { [C in Collection]: FieldsOf<(typeof DEFINITIONS)[C]> };

/** Whether each record of a collection is about one company. */
export function isAboutCompany(collection: Collection): boolean {
  return collection === 'accounts' || Object.hasOwn(DEFINITIONS[collection].fields, 'accountId');
}

/** Definitions by the name of their collection: those of the product, or a test's own. */
export type Definitions = Readonly<Record<string, Definition>>;

/**
 * The collections that an app or a server knows, with the version of each definition, as a pull
 * says them: `accounts.1,visits.2`.
 */
export function listKnown(definitions: Definitions = DEFINITIONS): string[] {
  return Object.values(definitions).map(({ name, version }) => `${name}.${version}`);
}

/** A collection's definition. @throws when there is none of that name. */
export function getDefinition(collection: string, definitions: Definitions = DEFINITIONS): Definition {
  const definition = Object.hasOwn(definitions, collection) ? definitions[collection] : undefined;
  if (!definition) throw new Error(`no collection is called ${collection}`);
  return definition;
}
