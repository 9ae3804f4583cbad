import { formatFiscalYear, fiscalYearOf, type PlainDate } from '#domain/canonical/dates.ts';
import { formatDateInBothCalendars } from '#domain/canonical/written-dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import { HANDOUT_WORDS, type HandoutFact } from './handout-words.ts';
import { computeInForce, type Standing } from './in-force.ts';
import { describePlainly } from './plain-sentence.ts';
import type { ApplicationPeriod, Catalogue, ContactPoint, Programme } from './model.ts';

/** One line of what a company asks, in words; `isOwnText` where it is the office's own Japanese. */
export interface HandoutLine {
  fact: HandoutFact;
  label: string;
  lines: string[];
  /** A telephone number or address of the web that can be followed. */
  links: { href: string; text: string }[];
  isOwnText: boolean;
}

/** Whether applications are taken on a day: `open` also where only one end is known and not passed. */
export type ApplicationState = 'open' | 'notYet' | 'over' | 'unknown';

/**
 * A programme as companies get it, on its public page and on paper: no cost, no results, no marks,
 * nobody's name.
 */
export interface Handout {
  key: string;
  name: string;
  provider: string;
  description: string;
  /** What it does, in one plain sentence. */
  sentence: string;
  standing: Standing;
  fiscalYear: number;
  facts: HandoutLine[];
  /** What the reader has to know before the rest, such as that the programme has ended. */
  notice: { tone: 'ended' | 'doubt'; text: string } | null;
  /** Of which year this is, and when somebody last made sure. */
  source: string;
}

/** Composes what companies are told of a programme of an edition on a day. */
export function composeHandout(
  programme: Programme,
  { fiscalYear }: Pick<Catalogue, 'fiscalYear'>,
  { today, language }: { today: PlainDate; language: Language },
): Handout {
  const words = HANDOUT_WORDS[language];
  const { standing } = computeInForce(programme.period, fiscalYearOf(today), fiscalYear);
  const { terms = {} } = programme;
  const provider = programme.provider?.name || `${words.prefecture}${programme.department}`;
  const application = terms.application ?? {};
  const facts: HandoutLine[] = [];
  const add = (fact: HandoutFact, texts: readonly (string | undefined)[], isOwnText = true): void => {
    const lines = texts.flatMap((text) => (text === undefined || text === '' ? [] : text.split('\n')));
    if (lines.length > 0) facts.push({ fact, label: words.facts[fact], lines, links: [], isOwnText });
  };
  add('eligibility', [terms.eligibility]);
  add('support', [
    terms.support,
    terms.rate && `${words.rate}${terms.rate}`,
    terms.limit && `${words.limit}${terms.limit}`,
  ]);
  add('application', [describeApplication(application, language), application.note], false);
  add('documents', terms.documents ?? []);
  facts.push({
    fact: 'contact',
    label: words.facts.contact,
    lines: listContactLines(terms.contact, {
      provider,
      giver: programme.provider?.name || words.prefecture.trim(),
    }),
    links: listContactLinks(terms.contact),
    isOwnText: true,
  });
  return {
    key: programme.key,
    name: programme.name,
    provider,
    description: programme.description,
    sentence: describePlainly(programme),
    standing,
    fiscalYear,
    facts,
    notice: describeStanding(standing, computeApplicationState(application, today), language),
    source: words.source
      .replace('{year}', sayFiscalYear(fiscalYear, language))
      .concat(
        terms.checkedOn
          ? words.checked.replace('{day}', formatDateInBothCalendars(terms.checkedOn, language))
          : '',
      ),
  };
}

/** Whether applications are taken on a day, as far as the two days say. */
export function computeApplicationState(
  { from, until }: ApplicationPeriod,
  today: PlainDate,
): ApplicationState {
  if (from === undefined && until === undefined) return 'unknown';
  if (from !== undefined && today < from) return 'notYet';
  return until !== undefined && today > until ? 'over' : 'open';
}

function describeApplication({ from, until }: ApplicationPeriod, language: Language): string | undefined {
  if (from === undefined && until === undefined) return undefined;
  const say = (day: PlainDate | undefined): string =>
    day === undefined ? '' : formatDateInBothCalendars(day, language);
  return `${say(from)}${language === 'ja' ? '～' : ' – '}${say(until)}`.trim();
}

function describeStanding(
  standing: Standing,
  application: ApplicationState,
  language: Language,
): Handout['notice'] {
  const { notices } = HANDOUT_WORDS[language];
  if (standing === 'ended') return { tone: 'ended', text: notices.ended };
  if (standing === 'unconfirmed') return { tone: 'doubt', text: notices.unconfirmed };
  if (standing === 'notYet') return { tone: 'doubt', text: notices.notYet };
  if (application === 'over') return { tone: 'ended', text: notices.applicationOver };
  return application === 'notYet' ? { tone: 'doubt', text: notices.applicationNotYet } : null;
}

function listContactLines(
  { department, address }: ContactPoint = {},
  { provider, giver }: { provider: string; giver: string },
): string[] {
  const place = department === undefined ? provider : `${giver} ${department}`;
  return [place, ...(address === undefined ? [] : address.split('\n'))];
}

function listContactLinks({ telephone, url }: ContactPoint = {}): HandoutLine['links'] {
  const digits = telephone?.normalize('NFKC').match(/\+?\d[\d-]{5,}\d/)?.[0];
  return [
    ...(telephone === undefined ? [] : [{ href: digits ? `tel:${digits}` : '', text: telephone }]),
    ...(url === undefined ? [] : [{ href: url, text: url }]),
  ];
}

function sayFiscalYear(fiscalYear: number, language: Language): string {
  return language === 'ja' ? formatFiscalYear(fiscalYear) : `FY${fiscalYear}`;
}
