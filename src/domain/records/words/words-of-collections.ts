import type { LocalisedText } from '#domain/canonical/language.ts';
import type { Collection, DEFINITIONS } from '#domain/records/collections.ts';
import type { CollectionWords } from './collection-words.ts';
import { accountWords } from './account.ts';
import { attachmentWords } from './attachment.ts';
import { codingFrameWords } from './coding-frame.ts';
import { codingWords } from './coding.ts';
import { consentWords } from './consent.ts';
import { contactWords } from './contact.ts';
import { decisionWords } from './decision.ts';
import { establishmentCountWords } from './establishment-count.ts';
import { exportWords } from './export.ts';
import { leadWords } from './lead.ts';
import { meetingWords } from './meeting.ts';
import { nextStepWords } from './next-step.ts';
import { partnerWords } from './partner.ts';
import { referralWords } from './referral.ts';
import { responseWords } from './response.ts';
import { savedTableWords } from './saved-table.ts';
import { visitWords } from './visit.ts';
import { weightingWords } from './weighting.ts';

/** The words of every collection. */
const WORDS: { [C in Collection]: CollectionWords<(typeof DEFINITIONS)[C]> } = {
  accounts: accountWords,
  contacts: contactWords,
  visits: visitWords,
  responses: responseWords,
  leads: leadWords,
  referrals: referralWords,
  nextSteps: nextStepWords,
  attachments: attachmentWords,
  savedTables: savedTableWords,
  weightings: weightingWords,
  codingFrames: codingFrameWords,
  codings: codingWords,
  exports: exportWords,
  decisions: decisionWords,
  meetings: meetingWords,
  establishmentCounts: establishmentCountWords,
  consents: consentWords,
  partners: partnerWords,
};

/** The words of a collection whose definition is not told apart any more. */
export interface AnyWords {
  name: LocalisedText;
  fields: Readonly<Record<string, LocalisedText>>;
  groups: Readonly<Record<string, LocalisedText>>;
  codes: Readonly<Record<string, Readonly<Record<string, LocalisedText>>>>;
  rules: Readonly<Record<string, LocalisedText>>;
}

/** What people call a field or a group of fields; undefined where it has no name. */
export function findFieldName({ fields, groups }: AnyWords, nameOrUnit: string): LocalisedText | undefined {
  return ownText(groups, nameOrUnit) ?? ownText(fields, nameOrUnit);
}

/** What a code in a field says; undefined for one that this build does not know. */
export function findCodeName({ codes }: AnyWords, field: string, code: string): LocalisedText | undefined {
  return Object.hasOwn(codes, field) ? ownText(codes[field]!, code) : undefined;
}

/** What is said of a record that breaks a rule of its collection. */
export function findRuleText({ rules }: AnyWords, rule: string): LocalisedText | undefined {
  return ownText(rules, rule);
}

/** Names come from outside: `constructor` must not find what every object inherits. */
function ownText(texts: Readonly<Record<string, LocalisedText>>, key: string): LocalisedText | undefined {
  return Object.hasOwn(texts, key) ? texts[key] : undefined;
}

/** What people call a collection and all that it holds. */
export function wordsOf(collection: Collection): AnyWords {
  return WORDS[collection];
}
