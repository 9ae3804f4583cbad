import { ISSUE_CODES, LINK_WEIGHTS, type IssueCode, type LinkWeight } from '#domain/catalogue/issue-links.ts';

/** What companies say when they mean one thing, the issue that it is, and what sheets call its remedies. */
export interface ProblemWords {
  issue: IssueCode;
  /** 3: whoever says so has this issue; 2: probably; 1: perhaps. */
  weight: LinkWeight;
  /** Phrases as they are said, in plain form: 人手が足りない. Inflection is the search's work. */
  ja: readonly string[];
  en: readonly string[];
  /** Words of the sheets that help with it: 省エネ for 電気代が高い. */
  sheetWords: readonly string[];
}

export type ProblemWordsFault =
  | 'notAList'
  | 'notAnEntry'
  | 'unknownIssue'
  | 'badWeight'
  | 'noPhrase'
  | 'badText'
  | 'duplicate'
  | 'tooMany';

/** What is wrong with one entry; `index` counts from 0 and is null when the whole is no list. */
export interface ProblemWordsProblem {
  index: number | null;
  fault: ProblemWordsFault;
  /** The text at fault, where there is one. */
  value: string;
}

/** A vocabulary is read at every key: its size is bounded. */
export const MOST_PROBLEM_WORDS = 300;
const MOST_PHRASES = 120;
const LONGEST_PHRASE = 40;
/** Not by `isWellFormed`, which the oldest browsers do not have. */
const HALF_CHARACTER = /\p{Surrogate}/u;

/** Everything that is wrong with a vocabulary read from a file or a form; empty when it holds. */
export function validateProblemWords(entries: unknown): ProblemWordsProblem[] {
  if (!Array.isArray(entries)) return [{ index: null, fault: 'notAList', value: typeof entries }];
  if (entries.length > MOST_PROBLEM_WORDS)
    return [{ index: null, fault: 'tooMany', value: String(entries.length) }];
  const seen = new Set<string>();
  return entries.flatMap((entry: unknown, index) => {
    const fault = findFault(entry, seen);
    return fault ? [{ index, ...fault }] : [];
  });
}

/** Entries that were found valid, without whatever else their objects carry. */
export function pickProblemWords(entries: readonly ProblemWords[]): ProblemWords[] {
  return entries.map(({ issue, weight, ja, en, sheetWords }) => ({ issue, weight, ja, en, sheetWords }));
}

function findFault(entry: unknown, seen: Set<string>): Omit<ProblemWordsProblem, 'index'> | undefined {
  if (typeof entry !== 'object' || entry === null) return { fault: 'notAnEntry', value: typeof entry };
  const { issue, weight, ja, en, sheetWords } = entry as Record<string, unknown>;
  if (!(ISSUE_CODES as readonly unknown[]).includes(issue))
    return { fault: 'unknownIssue', value: String(issue) };
  if (!(LINK_WEIGHTS as readonly unknown[]).includes(weight))
    return { fault: 'badWeight', value: String(weight) };
  for (const list of [ja, en, sheetWords]) {
    if (!Array.isArray(list) || list.length > MOST_PHRASES) return { fault: 'notAnEntry', value: '' };
    const bad = list.find((text) => !isPhrase(text));
    if (bad !== undefined) return { fault: 'badText', value: typeof bad === 'string' ? bad : typeof bad };
  }
  const phrases = [...(ja as string[]), ...(en as string[])];
  if (phrases.length === 0) return { fault: 'noPhrase', value: '' };
  for (const phrase of phrases) {
    const folded = phrase.normalize('NFKC').toLowerCase();
    if (seen.has(folded)) return { fault: 'duplicate', value: phrase };
    seen.add(folded);
  }
  return undefined;
}

function isPhrase(text: unknown): text is string {
  return (
    typeof text === 'string' &&
    !HALF_CHARACTER.test(text) &&
    /[\p{L}\p{N}]/u.test(text) &&
    text.length <= LONGEST_PHRASE &&
    !/\p{C}/u.test(text)
  );
}
