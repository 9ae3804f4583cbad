import type { LocalisedText } from '#domain/canonical/language.ts';
import { parseExpression } from '#domain/questionnaire/expression.ts';
import { withoutInterviewOnly } from '#domain/questionnaire/interview-only.ts';
import {
  listItems,
  takesAnswer,
  type Item,
  type MissingReason,
  type Option,
  type Questionnaire,
  type Section,
} from '#domain/questionnaire/model.ts';
import { listKnownOptions, listKnownRows, listNames } from '#domain/questionnaire/references.ts';
import { fillWords, HOW_TO_MARK, MISSING_LABELS, ROWS_OF, SAME_AS } from './paper-words.ts';
import { describeRouting, type RoutingNames } from './routing-words.ts';

/** An option with the number that stands before it on paper. */
export interface PaperOption {
  /** From 1; options taken from another question keep their numbers there. */
  number: number;
  /** Of an option, or the reason for having no answer that it stands for. */
  code: string;
  label: LocalisedText;
  opensText: boolean;
  exclusive: boolean;
  /** It stands for a reason for having no answer. */
  missing?: MissingReason;
}

/** A question, or a text between questions, as paper has it. */
export interface PaperItem {
  item: Item;
  /** `1-2`, `F1`; empty for a text. See `writeItemNumber`. */
  number: string;
  /** Whom it concerns; absent when it concerns everybody. */
  whom?: LocalisedText;
  /** How to mark the answer. */
  how?: LocalisedText;
  /** Whether the options stand here, and not only at the question from which they are taken. */
  showsOptions: boolean;
  options: PaperOption[];
  rows: PaperOption[];
  /** How many lines there are to write on. */
  lines: number;
  /** How many numbers can be written into a ranking. */
  places: number;
  /** Reasons for having no answer that have a box of their own, where there are no numbered options. */
  boxes: PaperOption[];
}

/** Questions under one heading. */
export interface PaperSection {
  code: string;
  label: LocalisedText;
  items: PaperItem[];
}

/** Lines of handwriting for a text of its own paragraph, and for a short one. */
const LINES_LONG = 3;
const LINES_SHORT = 1;
/** Places of a ranking that does not say how many. */
const USUAL_PLACES = 3;

/**
 * A questionnaire as it is printed and keyed: one order and one numbering for both. What follows
 * from other answers (`calculate`) and what is asked in interviews alone is not on it, and nothing is in random order.
 */
export function layOutPaper(whole: Questionnaire): PaperSection[] {
  const questionnaire = withoutInterviewOnly(whole);
  const numbers = numberItems(questionnaire);
  const context: RoutingNames = {
    names: listNames(questionnaire),
    numberOf: (code) => numbers.get(code) ?? '',
    optionsOf: (item) => listKnownOptions(questionnaire, item),
  };
  return questionnaire.sections
    .map((section) => ({
      code: section.code,
      label: section.label,
      items: shortenRepeated(
        section.items
          .filter(({ kind }) => kind !== 'calculate')
          .map((item) => layOutItem(questionnaire, section, item, context)),
      ),
    }))
    .filter(({ items }) => items.length > 0);
}

/** The printed number of each item that takes an answer. One without its own follows the one before it (`3-a`). */
function numberItems(questionnaire: Questionnaire): Map<string, string> {
  const items = listItems(questionnaire).filter(takesAnswer);
  const hasOwn = items.some(({ number }) => number !== undefined);
  const numbers = new Map<string, string>();
  let last = '';
  let behind = 0;
  items.forEach((item, index) => {
    if (item.number !== undefined) {
      last = item.number;
      behind = 0;
    }
    const letter = String.fromCharCode(97 + (behind % 26));
    const added = hasOwn ? (last === '' ? letter : `${last}-${letter}`) : String(index + 1);
    if (item.number === undefined) behind += 1;
    numbers.set(item.code, item.number ?? added);
  });
  return numbers;
}

/** Says whom questions concern once, and of those right after it that it is the same people. */
function shortenRepeated(items: readonly PaperItem[]): PaperItem[] {
  let said: PaperItem | undefined;
  return items.map((paper) => {
    if (said?.whom && paper.whom?.ja === said.whom.ja)
      return { ...paper, whom: fillWords(SAME_AS, undefined, said.number) };
    said = paper.number === '' ? undefined : paper;
    return paper;
  });
}

function layOutItem(
  questionnaire: Questionnaire,
  section: Section,
  item: Item,
  context: RoutingNames,
): PaperItem {
  const conditions = [section.relevant, item.relevant]
    .filter((source) => source !== undefined)
    .map(parseExpression);
  const isGrid = item.kind === 'grid' || item.kind === 'gridMultiple';
  const source = context.numberOf(item.optionsFrom ?? item.rowsFrom ?? '');
  const options = numberOptions(listKnownOptions(questionnaire, item));
  const reasons = offerReasons(item, options.length);
  const hasOptions = options.length > 0 && !isGrid;
  const how = describeHow(item, options.length, source);
  const whom = joinWords(
    describeRouting(conditions, context),
    item.rowsFrom ? fillWords(ROWS_OF, undefined, source) : undefined,
  );
  return {
    item,
    number: context.numberOf(item.code),
    ...(whom && { whom }),
    ...(how && { how }),
    showsOptions: item.optionsFrom === undefined || item.kind !== 'ranking',
    options: hasOptions ? [...options, ...reasons] : options,
    rows: numberOptions(listKnownRows(questionnaire, item)),
    lines: item.kind === 'longText' ? LINES_LONG : item.kind === 'text' ? LINES_SHORT : 0,
    places: item.kind === 'ranking' ? (item.maxSelections ?? Math.min(options.length, USUAL_PLACES)) : 0,
    boxes: hasOptions ? [] : reasons,
  };
}

function numberOptions(options: readonly Option[]): PaperOption[] {
  return options.map(({ code, label, opensText = false, exclusive = false }, index) => ({
    number: index + 1,
    code,
    label,
    opensText,
    exclusive,
  }));
}

function offerReasons({ allowedMissing = [] }: Item, before: number): PaperOption[] {
  return allowedMissing
    .flatMap((reason) => {
      const label = MISSING_LABELS[reason];
      return label ? [{ reason, label }] : [];
    })
    .map(({ reason, label }, index) => ({
      number: before + index + 1,
      code: reason,
      label,
      opensText: false,
      exclusive: true,
      missing: reason,
    }));
}

function describeHow(item: Item, optionCount: number, source: string): LocalisedText | undefined {
  const most = item.maxSelections;
  switch (item.kind) {
    case 'single':
    case 'scale':
      return HOW_TO_MARK.one;
    case 'multiple':
      return most === undefined ? HOW_TO_MARK.all : fillWords(HOW_TO_MARK.most, most);
    case 'grid':
      return HOW_TO_MARK.oneInRow;
    case 'gridMultiple':
      return most === undefined ? HOW_TO_MARK.allInRow : fillWords(HOW_TO_MARK.mostInRow, most);
    case 'ranking': {
      const places = most ?? Math.min(optionCount, USUAL_PLACES);
      return item.optionsFrom
        ? fillWords(HOW_TO_MARK.rankOf, places, source)
        : fillWords(HOW_TO_MARK.rank, places);
    }
    case 'number':
      return HOW_TO_MARK.number;
    case 'date':
      return HOW_TO_MARK.date;
    default:
      return undefined;
  }
}

function joinWords(...given: (LocalisedText | undefined)[]): LocalisedText | undefined {
  const words = given.filter((each) => each !== undefined);
  if (words.length === 0) return undefined;
  return { ja: words.map(({ ja }) => ja).join('。'), en: words.map(({ en }) => en).join('. ') };
}
