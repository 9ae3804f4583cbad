import type { Language, LocalisedText } from '#domain/canonical/language.ts';
import type { BinaryOperator, Expression } from '#domain/questionnaire/expression.ts';
import type { Item } from '#domain/questionnaire/model.ts';
import type { Reference } from '#domain/questionnaire/references.ts';
import { writeItemNumber } from './paper-words.ts';

/*
 * Paper cannot hide a question, so it has to say whom it concerns. Conditions of the forms that
 * people write are put into words; of any other it is only said that there is one.
 */

/** What the words of a condition are made of. */
export interface RoutingNames {
  names: ReadonlyMap<string, Reference>;
  /** The number of a question as it stands on paper; empty where it has none. */
  numberOf: (itemCode: string) => string;
  /** All that an item could ever offer. */
  optionsOf: (item: Item) => readonly { code: string; label: LocalisedText }[];
}

type Comparison = '<' | '<=' | '>' | '>=' | '=' | '!=';

type Clause =
  | { type: 'codes'; item: Item; row: string | undefined; codes: string[]; isNegated: boolean }
  | { type: 'answered'; item: Item }
  | { type: 'compared'; item: Item; operator: Comparison; value: number }
  | { type: 'joined'; by: 'or' | 'and'; parts: Clause[] };

/** More labels than these in one sentence nobody reads; their numbers are named in their place. */
const MOST_LABELS = 3;

const SOME_ONLY: LocalisedText = {
  ja: '前の問の答えにより、対象の方のみお答えください',
  en: 'Only for those concerned by an earlier answer',
};

/** Whom a question concerns, in words; `undefined` when it concerns everybody. */
export function describeRouting(
  conditions: readonly Expression[],
  context: RoutingNames,
): LocalisedText | undefined {
  if (conditions.length === 0) return undefined;
  const parts = conditions.map((condition) => readClause(condition, context.names));
  if (parts.some((part) => part === undefined)) return SOME_ONLY;
  const clause = joinClauses('and', parts as Clause[]);
  const [ja, en] = (['ja', 'en'] as const).map((language) => writeClause(clause, context, language));
  return ja && en ? { ja: `${ja.text}${ja.ending}のみお答えください`, en: `Only if ${en.text}` } : SOME_ONLY;
}

function readClause(expression: Expression, names: RoutingNames['names']): Clause | undefined {
  if (expression.type === 'call') return readCall(expression, names);
  if (expression.type !== 'binary') return undefined;
  const { operator, left, right } = expression;
  if (operator === 'or' || operator === 'and') {
    const parts = [left, right].map((part) => readClause(part, names));
    return parts.some((part) => part === undefined) ? undefined : joinClauses(operator, parts as Clause[]);
  }
  if (!isComparison(operator) || right.type !== 'literal') return undefined;
  if (left.type === 'call' && left.name === 'count-selected') {
    const asksForAny =
      (operator === '>' && right.value === 0) ||
      (operator === '>=' && right.value === 1) ||
      (operator === '!=' && right.value === 0);
    const item = referenceOf(left.arguments[0], names)?.item;
    return asksForAny && item ? { type: 'answered', item } : undefined;
  }
  const reference = referenceOf(left, names);
  if (!reference) return undefined;
  const { item, row } = reference;
  if (typeof right.value === 'number')
    return row === undefined ? { type: 'compared', item, operator, value: right.value } : undefined;
  if (operator !== '=' && operator !== '!=') return undefined;
  if (right.value === '') return operator === '!=' ? { type: 'answered', item } : undefined;
  return { type: 'codes', item, row, codes: [right.value], isNegated: operator === '!=' };
}

function readCall(
  { name, arguments: given }: Extract<Expression, { type: 'call' }>,
  names: RoutingNames['names'],
): Clause | undefined {
  if (name === 'not' && given[0]) {
    const inner = readClause(given[0], names);
    return inner?.type === 'codes' ? { ...inner, isNegated: !inner.isNegated } : undefined;
  }
  const [which, code] = given;
  const reference = referenceOf(which, names);
  if (name !== 'selected' || !reference || code?.type !== 'literal') return undefined;
  const { item, row } = reference;
  return { type: 'codes', item, row, codes: [String(code.value)], isNegated: false };
}

function referenceOf(
  expression: Expression | undefined,
  names: RoutingNames['names'],
): Reference | undefined {
  const reference = expression?.type === 'reference' ? names.get(expression.name) : undefined;
  return reference?.isOtherText ? undefined : reference;
}

function isComparison(operator: BinaryOperator): operator is Comparison {
  return ['<', '<=', '>', '>=', '=', '!='].includes(operator);
}

/** Several clauses as one: the codes of one question stand together, and "answered" is implied by them. */
function joinClauses(type: 'or' | 'and', given: readonly Clause[]): Clause {
  const flat = given.flatMap((part) => (part.type === 'joined' && part.by === type ? part.parts : [part]));
  const parts: Clause[] = [];
  for (const part of flat) {
    const like =
      part.type === 'codes' &&
      parts.find(
        (other) =>
          other.type === 'codes' &&
          other.item === part.item &&
          other.row === part.row &&
          other.isNegated === part.isNegated &&
          // "A or B" widens, "neither A nor B" narrows; the other two ways round are two sentences.
          part.isNegated === (type === 'and'),
      );
    if (part.type === 'codes' && like && like.type === 'codes') like.codes = [...like.codes, ...part.codes];
    else parts.push(part.type === 'codes' ? { ...part } : part);
  }
  const named = new Set(parts.flatMap((part) => (part.type === 'codes' ? [part.item] : [])));
  const left =
    type === 'and' ? parts.filter((part) => part.type !== 'answered' || !named.has(part.item)) : parts;
  const [only] = left;
  return only && left.length === 1 ? only : { type: 'joined', by: type, parts: left };
}

interface Words {
  text: string;
  /** How a sentence goes on behind it, in Japanese. */
  ending: string;
}

function writeClause(clause: Clause, context: RoutingNames, language: Language): Words | undefined {
  if (clause.type === 'joined') {
    const parts = clause.parts.map((part) => writeClause(part, context, language));
    if (parts.some((part) => part === undefined)) return undefined;
    const between = { ja: { or: '、または', and: '、かつ' }, en: { or: ', or ', and: ', and ' } }[language][
      clause.by
    ];
    return { text: parts.map((part) => part!.text).join(between), ending: parts.at(-1)!.ending };
  }
  const number = context.numberOf(clause.item.code);
  if (number === '') return undefined;
  const where = writeItemNumber(number, language);
  if (clause.type === 'answered')
    return { text: language === 'ja' ? `${where}に回答あり` : `${where} is answered`, ending: 'の方' };
  if (clause.type === 'compared')
    return language === 'ja'
      ? { text: `${where}で${COMPARED_JA[clause.operator](clause.value)}`, ending: 'とお答えの方' }
      : { text: `${where} is ${clause.operator} ${clause.value}`, ending: '' };
  const what = writeCodes(clause, context, language);
  if (what === undefined) return undefined;
  if (language === 'en')
    return { text: `${where} is ${clause.isNegated ? `other than ${what}` : what}`, ending: '' };
  return clause.isNegated
    ? { text: `${where}で${what}以外`, ending: 'をお答えの方' }
    : { text: `${where}で${what}`, ending: 'とお答えの方' };
}

function writeCodes(
  { item, row, codes }: Extract<Clause, { type: 'codes' }>,
  { optionsOf }: RoutingNames,
  language: Language,
): string | undefined {
  const options = optionsOf(item);
  const places = codes.map((code) => options.findIndex((option) => option.code === code));
  if (row !== undefined || places.some((place) => place < 0)) return undefined;
  const or = language === 'ja' ? 'か' : ' or ';
  if (places.length > MOST_LABELS) return places.map((place) => String(place + 1)).join(or);
  const quoted = (label: string): string => (language === 'ja' ? `「${label}」` : `"${label}"`);
  return places.map((place) => quoted(options[place]!.label[language])).join(or);
}

const COMPARED_JA: Record<Comparison, (value: number) => string> = {
  '<': (value) => `${value}未満`,
  '<=': (value) => `${value}以下`,
  '>': (value) => `${value}を超える`,
  '>=': (value) => `${value}以上`,
  '=': (value) => `${value}`,
  '!=': (value) => `${value}以外`,
};
