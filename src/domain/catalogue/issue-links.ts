import type { Catalogue, Programme } from './model.ts';

/** The codes of the questionnaire's first question that a company can need help with; all but `none`. */
export const ISSUE_CODES = [
  'labour',
  'sales',
  'finance',
  'productivity',
  'succession',
  'newproducts',
  'equipment',
  'costs',
  'digital',
  'overseas',
  'continuity',
  'startup',
  'other',
] as const;
export type IssueCode = (typeof ISSUE_CODES)[number];

/** 3: the programme is there for this issue; 2: it helps with a part of it; 1: it touches it. */
export const LINK_WEIGHTS = [1, 2, 3] as const;
export type LinkWeight = (typeof LINK_WEIGHTS)[number];

/** That a programme bears on an issue, with the words of its sheet that say so. */
export interface IssueProgrammeLink {
  issue: IssueCode;
  /** Key of the programme in the edition. */
  programme: string;
  weight: LinkWeight;
  /** A verbatim piece of the sheet. */
  quotation: string;
}

/** The parts of a sheet that can be quoted. */
export type SheetPart = 'name' | 'description' | 'result' | 'history';

export type IssueLinkFault =
  | 'notAList'
  | 'notALink'
  | 'unknownIssue'
  | 'unknownProgramme'
  | 'badWeight'
  | 'quotationMissing'
  | 'quotationNotOnSheet'
  | 'duplicate';

/** What can become wrong with a link when its sheet changes. */
const OF_THE_SHEET: readonly IssueLinkFault[] = ['unknownProgramme', 'quotationNotOnSheet'];

/** What is wrong with one link; `index` counts from 0 and is null when the whole is no list. */
export interface IssueLinkProblem {
  index: number | null;
  fault: IssueLinkFault;
  /** The value at fault; for what is neither a text nor a number, its type. */
  value: string;
}

/** Links that do not hold, with everything that is wrong with them. */
export class IssueLinksError extends Error {
  constructor(readonly problems: readonly IssueLinkProblem[]) {
    super(problems.map(({ index, fault, value }) => `link ${index ?? '-'}: ${fault} ${value}`).join('; '));
    this.name = 'IssueLinksError';
  }
}

/**
 * The part of a programme's sheet in which a quotation stands word for word; `undefined`
 * when it stands nowhere. A blank quotation stands nowhere.
 */
export function findQuotation(programme: Programme, quotation: string): SheetPart | undefined {
  if (quotation.trim() === '') return undefined;
  const parts: [SheetPart, readonly string[]][] = [
    ['name', [programme.name]],
    ['description', [programme.description]],
    ['result', programme.results.map(({ item }) => item)],
    ['history', programme.history.map(({ text }) => text)],
  ];
  return parts.find(([, texts]) => texts.some((text) => text.includes(quotation)))?.[0];
}

/** Everything that is wrong with links read from a file or a form; empty when they hold for the edition. */
export function validateIssueLinks(links: unknown, catalogue: Catalogue): IssueLinkProblem[] {
  if (!Array.isArray(links)) return [{ index: null, fault: 'notAList', value: typeof links }];
  const programmes = new Map(catalogue.programmes.map((programme) => [programme.key, programme]));
  const seen = new Set<string>();
  return links.flatMap((link: unknown, index) => {
    const fault = findFault(link, programmes, seen);
    return fault ? [{ index, ...fault }] : [];
  });
}

/**
 * What is wrong with a list that replaces another: links that stood there before, word for word,
 * may stay whatever has become of their sheets, so that one of them keeps nobody from mending
 * the others. What is new or changed has to hold.
 */
export function validateChangedLinks(
  links: readonly unknown[],
  before: readonly IssueProgrammeLink[],
  catalogue: Catalogue,
): IssueLinkProblem[] {
  const known = new Set(before.map(toText));
  const isOnly = (link: IssueProgrammeLink): boolean =>
    links.filter(
      (other) => isObject(other) && other['issue'] === link.issue && other['programme'] === link.programme,
    ).length === 1;
  return validateIssueLinks(links, catalogue).filter(({ index, fault }) => {
    if (index === null || !OF_THE_SHEET.includes(fault)) return true;
    const link = links[index] as IssueProgrammeLink;
    return !known.has(toText(link)) || !isOnly(link);
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** One text for one link; what it is compared with may be anything that is an object. */
function toText({ issue, programme, weight, quotation }: IssueProgrammeLink): string {
  return JSON.stringify([issue, programme, weight, quotation]);
}

/** Links that hold for the edition. @throws IssueLinksError naming each one that does not. */
export function parseIssueLinks(links: unknown, catalogue: Catalogue): IssueProgrammeLink[] {
  const problems = validateIssueLinks(links, catalogue);
  if (problems.length > 0) throw new IssueLinksError(problems);
  return pickLinks(links as IssueProgrammeLink[]);
}

/** Links that were found valid, without whatever else their objects carry. */
export function pickLinks(links: readonly IssueProgrammeLink[]): IssueProgrammeLink[] {
  return links.map(({ issue, programme, weight, quotation }) => ({ issue, programme, weight, quotation }));
}

function findFault(
  link: unknown,
  programmes: ReadonlyMap<string, Programme>,
  seen: Set<string>,
): Omit<IssueLinkProblem, 'index'> | undefined {
  if (typeof link !== 'object' || link === null) return { fault: 'notALink', value: describe(link) };
  const { issue, programme: key, weight, quotation } = link as Record<string, unknown>;
  if (!(ISSUE_CODES as readonly unknown[]).includes(issue))
    return { fault: 'unknownIssue', value: describe(issue) };
  const programme = typeof key === 'string' ? programmes.get(key) : undefined;
  if (!programme) return { fault: 'unknownProgramme', value: describe(key) };
  if (!(LINK_WEIGHTS as readonly unknown[]).includes(weight))
    return { fault: 'badWeight', value: describe(weight) };
  if (typeof quotation !== 'string' || quotation.trim() === '')
    return { fault: 'quotationMissing', value: programme.key };
  if (!findQuotation(programme, quotation)) return { fault: 'quotationNotOnSheet', value: quotation };
  const pair = `${describe(issue)} ${programme.key}`;
  if (seen.has(pair)) return { fault: 'duplicate', value: pair };
  seen.add(pair);
  return undefined;
}

/** Objects are not turned into texts: one with a broken `toString` would throw. */
function describe(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : typeof value;
}
