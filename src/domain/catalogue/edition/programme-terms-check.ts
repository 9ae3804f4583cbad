import { isPlainDate } from '#domain/canonical/dates.ts';
import { isWebAddress } from '#domain/canonical/web-address.ts';
import type { Programme, ProgrammeTerms } from '#domain/catalogue/model.ts';
import { OUTSIDE_POLICIES } from '#domain/catalogue/model.ts';

/** What can be wrong with provider and terms, beside what any text can have. */
export type TermsFaultCode =
  | 'missing'
  | 'tooMany'
  | 'notDate'
  | 'notAddress'
  | 'untilBeforeFrom'
  | 'needsPolicy'
  | 'costOutside'
  | 'placeOutside';

const MOST_DOCUMENTS = 30;

/** How the caller checks one text; `isLong` where it may have paragraphs. */
export interface TermsChecks {
  checkText: (field: string, text: string, isLong: boolean) => void;
  add: (field: string, code: TermsFaultCode, limit?: number) => void;
}

/**
 * Checks who gives the support and on what terms; fields are named as the form has them. A programme
 * outside of the policies has a provider other than the prefecture, and no cost: what the prefecture
 * spends is said of its own programmes alone.
 */
export function checkTerms(programme: Programme, { checkText, add }: TermsChecks): void {
  const { policy, provider, terms = {} } = programme;
  const isOutside = policy === OUTSIDE_POLICIES;
  const isPrefecture = (provider?.kind ?? 'prefecture') === 'prefecture';
  if (isOutside && isPrefecture) add('policy', 'needsPolicy');
  if (isOutside && programme.costThousandYen !== null) add('costThousandYen', 'costOutside');
  if (isOutside && programme.alsoUnder.length > 0) add('alsoUnder', 'placeOutside');
  if (!isPrefecture && provider?.name.trim() === '') add('providerName', 'missing');
  checkText('providerName', provider?.name ?? '', false);
  checkWords(terms, checkText);
  const { application = {}, documents = [] } = terms;
  checkDay('applicationFrom', application.from, add);
  checkDay('applicationUntil', application.until, add);
  checkDay('checkedOn', terms.checkedOn, add);
  if (isPlainDate(application.from) && isPlainDate(application.until) && application.until < application.from)
    add('applicationUntil', 'untilBeforeFrom');
  if (documents.length > MOST_DOCUMENTS) add('documents', 'tooMany', MOST_DOCUMENTS);
  const { url } = terms.contact ?? {};
  if (url !== undefined && !isWebAddress(url)) add('contactUrl', 'notAddress');
}

function checkWords(terms: ProgrammeTerms, checkText: TermsChecks['checkText']): void {
  const { application = {}, contact = {}, documents = [] } = terms;
  checkText('eligibility', terms.eligibility ?? '', true);
  checkText('support', terms.support ?? '', true);
  checkText('rate', terms.rate ?? '', false);
  checkText('limit', terms.limit ?? '', false);
  checkText('applicationNote', application.note ?? '', false);
  checkText('contactDepartment', contact.department ?? '', false);
  checkText('contactTelephone', contact.telephone ?? '', false);
  checkText('contactAddress', contact.address ?? '', false);
  checkText('contactUrl', contact.url ?? '', false);
  documents.forEach((document) => checkText('documents', document, false));
  checkText('checkedBy', terms.checkedBy ?? '', false);
}

function checkDay(field: string, day: string | undefined, add: TermsChecks['add']): void {
  if (day !== undefined && !isPlainDate(day)) add(field, 'notDate');
}
