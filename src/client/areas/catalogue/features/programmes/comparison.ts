import { isEnded } from '#domain/catalogue/in-force.ts';
import {
  OUTSIDE_POLICIES,
  type Catalogue,
  type Programme,
  type ResultKind,
} from '#domain/catalogue/model.ts';
import type { Language } from '#domain/canonical/language.ts';
import { formatThousandYen } from '#ui/format.ts';
import { composeHandout } from '#domain/catalogue/handout.ts';
import type { HandoutFact } from '#domain/catalogue/handout-words.ts';
import { listForWhom } from './for-whom.ts';
import { listMarks, type MarkWord } from './programme-facts.ts';
import { formatPeriod } from '#domain/catalogue/period-words.ts';
import { formatHistoryYear } from './programme-words.ts';

/** What sheets are compared by, in this order. */
const COMPARED = [
  'state',
  'period',
  'cost',
  'department',
  'policy',
  'pillar',
  'marks',
  'about',
  'forWhom',
  'eligibility',
  'support',
  'application',
  'documents',
  'contact',
  'process',
  'outcome',
  'unlabelled',
  'asWritten',
  'history',
] as const;
export type ComparedName = (typeof COMPARED)[number];

/** One line of the comparison: for each sheet what it says, as lines of text; none where it says nothing. */
export interface ComparedRow {
  name: ComparedName;
  cells: string[][];
  /** Whether all sheets say the same. */
  isSame: boolean;
  /** The words are the report's own, in Japanese. */
  isQuoted: boolean;
}

/** How the words that are not the report's are said. */
export interface ComparisonWords {
  state: (ended: boolean) => string;
  mark: (mark: MarkWord) => string;
  /** For an amount that is still to be entered. */
  costMissing: string;
}

const QUOTED = new Set<ComparedName>([
  'department',
  'policy',
  'pillar',
  'about',
  'forWhom',
  'eligibility',
  'support',
  'documents',
  'contact',
  'process',
  'outcome',
  'unlabelled',
  'asWritten',
  'history',
]);

/** Lays sheets side by side; a line about which none of them says anything is left out. */
export function compareProgrammes(
  catalogue: Catalogue,
  programmes: readonly Programme[],
  fiscalYear: number,
  language: Language,
  words: ComparisonWords,
): ComparedRow[] {
  return COMPARED.map((name) => {
    const cells = programmes.map((programme) =>
      listLines(name, programme, catalogue, fiscalYear, language, words),
    );
    const [first] = cells.map((lines) => lines.join('\n'));
    return {
      name,
      cells,
      isSame: cells.every((lines) => lines.join('\n') === first),
      isQuoted: QUOTED.has(name),
    };
  }).filter(({ cells }) => cells.some((lines) => lines.length > 0));
}

function listLines(
  name: ComparedName,
  programme: Programme,
  catalogue: Catalogue,
  fiscalYear: number,
  language: Language,
  words: ComparisonWords,
): string[] {
  switch (name) {
    case 'state':
      return [words.state(isEnded(programme.period, fiscalYear))];
    case 'period':
      return [formatPeriod(programme.period, language)];
    case 'cost':
      // What the prefecture spends is said of its own programmes alone.
      if (programme.policy === OUTSIDE_POLICIES) return [];
      return [
        programme.costThousandYen === null && catalogue.source === 'office'
          ? words.costMissing
          : formatThousandYen(programme.costThousandYen, language),
      ];
    case 'department':
      return [
        programme.department,
        ...programme.groups,
        ...(programme.regionalOffice === null ? [] : [programme.regionalOffice]),
      ];
    case 'policy':
      return listTitles(
        catalogue.policies.filter(({ number }) => number === programme.policy),
        programme.policy,
      );
    case 'pillar':
      return listTitles(
        catalogue.pillars.filter(({ key }) => key === programme.pillar),
        programme.pillar,
      );
    case 'marks':
      return listMarks(programme.marks).map(words.mark);
    case 'about':
      return [programme.description];
    case 'forWhom':
      return listForWhom(programme.description);
    case 'eligibility':
    case 'support':
    case 'application':
    case 'documents':
    case 'contact':
      return listFact(name, programme, catalogue, fiscalYear, language);
    case 'history':
      // What has no name is told in its own words.
      return programme.history.map((entry) =>
        [
          formatHistoryYear(entry, language),
          entry.event || entry.text,
          ...(entry.formerName ? [`（旧「${entry.formerName}」）`] : []),
        ].join(' '),
      );
    default:
      return listResults(programme, name);
  }
}

/** As companies are told; nothing where only the department is known, which stands in a row of its own. */
function listFact(
  name: HandoutFact,
  programme: Programme,
  catalogue: Catalogue,
  fiscalYear: number,
  language: Language,
): string[] {
  if (!programme.terms) return [];
  const { facts } = composeHandout(programme, catalogue, { today: `${fiscalYear}-04-01`, language });
  const found = facts.find(({ fact }) => fact === name);
  return found ? [...found.lines, ...found.links.map(({ text }) => text)] : [];
}

function listTitles(found: readonly { title: string }[], number: number | string): string[] {
  return found.map(({ title }) => `${number} ${title}`);
}

function listResults({ results }: Programme, kind: ResultKind): string[] {
  return results
    .filter((result) => result.kind === kind)
    .map(({ item, value, uncertain }) => `${item === '' ? '' : `${item}　`}${value}${uncertain ? ' ※' : ''}`);
}
