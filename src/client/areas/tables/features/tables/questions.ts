import { isAllowed, type Role } from '#domain/access/permissions.ts';
import type { Language } from '#domain/canonical/language.ts';
import { isLinkingItem } from '#domain/fieldwork/consent.ts';
import { itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import { listItems, type Item, type Questionnaire } from '#domain/questionnaire/model.ts';
import {
  listCategories,
  type Category,
  type CodebookColumn,
  type CodedColumn,
} from '#domain/tabulation/dataset/codebook.ts';
import { listDerivedCategories, type DerivedColumn } from '#domain/tabulation/dataset/derived-columns.ts';
import { codebookOf } from '#domain/tabulation/dataset/survey-dataset.ts';
import type { CodedTexts } from '#client/workers/tabulation/tabulation-contract.ts';

/** What the page offers to be tabulated: a column of the survey, or several that are shown as one. */
export interface Question {
  code: string;
  /** `numbers`: one average for each category, as of a ranking's points. */
  kind: CodedColumn['kind'] | 'number' | 'numbers';
  /** The columns across the top; of `numbers` one for each category. */
  columns: string[];
  /** With the number printed on paper: 「問1 いま抱えている…」. */
  label: string;
  /** The same for lists: a row of a grid by its own words alone. */
  shortLabel: string;
  /** The heading under which it stands. */
  section: string;
  categories: Category[];
}

/** Headings of what no section of the questionnaire has, and names of what is worked out from a ranking. */
export interface QuestionWords {
  derived: string;
  coded: string;
  own: string;
  rank: string;
  score: string;
}

/** What was added to the columns of a questionnaire. */
export interface AddedColumns {
  /** By the person who looks at tables. */
  own?: readonly DerivedColumn[];
  /** What answers in words were sorted into. */
  coded?: readonly CodedTexts[];
}

/** The questions of a survey that can be tabulated by a role, with labels in a language. */
export function listQuestions(
  questionnaire: Questionnaire,
  role: Role,
  language: Language,
  words: QuestionWords,
  { own = [], coded = [] }: AddedColumns = {},
): Question[] {
  const items = new Map(listItems(questionnaire).map((item) => [item.code, item]));
  const sections = new Map(
    questionnaire.sections.flatMap(({ label, items: members }) =>
      members.map(({ code }) => [code, label[language]] as const),
    ),
  );
  const maySeeAll = isAllowed(role, 'wishes.tabulate');
  const questions = new Map<string, Question>();
  for (const column of codebookOf(questionnaire, language).columns) {
    const classified = questionnaire.classifications.find(({ code }) => code === column.name)?.item;
    const item = findItemOf(items, column.name);
    const place = {
      section: (item && sections.get(item.code)) ?? words.derived,
      number: numberOf(item, language),
    };
    // Of some responses this device has no answer to these, and no number.
    const isWithheld =
      isLinkingItem(classified ?? column.name, itemRolesOf(questionnaire)) || !('codes' in column);
    if (isWithheld && item?.kind !== 'ranking' && !maySeeAll) continue;
    if (item?.kind === 'ranking' && !('codes' in column))
      addRanked(questions, item, column, language, words, place);
    else questions.set(column.name, toQuestion(column, item, language, place));
  }
  for (const { column, title, categories } of coded)
    questions.set(column, {
      code: column,
      kind: 'multiple',
      columns: [column],
      label: title,
      shortLabel: title,
      section: words.coded,
      categories: categories.map(({ code, label }) => ({ code, label, pinned: false })),
    });
  return [...questions.values(), ...listOwn(own, [...questions.values()], words.own)];
}

interface Place {
  section: string;
  number: string;
}

function toQuestion(
  column: CodebookColumn,
  item: Item | undefined,
  language: Language,
  { section, number }: Place,
): Question {
  const label = column.label ?? column.name;
  const row = item?.rows?.find(({ code }) => column.name === `${item.code}.${code}`)?.label[language];
  // The rest of the label of a part: 「問4 ― 雇用・労務」 stands under its question.
  const part = item && column.name !== item.code ? label.slice(item.label[language].length + 3) : undefined;
  return {
    code: column.name,
    kind: 'codes' in column ? column.kind : 'number',
    columns: [column.name],
    label: [number, label].filter(Boolean).join(' '),
    shortLabel: [number, row ?? part ?? label].filter(Boolean).join(' '),
    section,
    categories: 'codes' in column ? listCategories(column) : [],
  };
}

/** The options of a ranking beside each other, by mean rank or by points. */
function addRanked(
  questions: Map<string, Question>,
  item: Item,
  { name }: CodebookColumn,
  language: Language,
  words: QuestionWords,
  { section, number }: Place,
): void {
  const measure = name.startsWith(`${item.code}.rank.`) ? 'rank' : 'score';
  const code = `${item.code}.${measure}`;
  const option = name.slice(code.length + 1);
  const question: Question = questions.get(code) ?? {
    code,
    kind: 'numbers',
    columns: [],
    label: [number, `${item.label[language]} ― ${words[measure]}`].filter(Boolean).join(' '),
    shortLabel: [number, words[measure]].filter(Boolean).join(' '),
    section,
    categories: [],
  };
  const first = questions.get(`${item.code}.first`)?.categories.find((category) => category.code === option);
  question.columns.push(name);
  question.categories.push({ code: name, label: first?.label ?? option, pinned: false });
  questions.set(code, question);
}

/** What a person made of other questions, where those are there. */
function listOwn(own: readonly DerivedColumn[], questions: readonly Question[], section: string): Question[] {
  return own
    .filter(({ source }) => questions.some(({ code }) => code === source))
    .map((column) => ({
      code: column.name,
      kind: column.kind === 'bands' ? 'scale' : toKind(questions.find(({ code }) => code === column.source)!),
      columns: [column.name],
      label: column.label,
      shortLabel: column.label,
      section,
      categories: listDerivedCategories(column),
    }));
}

function toKind({ kind }: Question): CodedColumn['kind'] {
  return kind === 'number' || kind === 'numbers' ? 'single' : kind;
}

/** The item of a column: a part of an answer is named `item.part`. */
function findItemOf(items: ReadonlyMap<string, Item>, name: string): Item | undefined {
  return items.get(name) ?? items.get(name.split('.')[0]!);
}

function numberOf(item: Item | undefined, language: Language): string {
  if (!item?.number) return '';
  // F1, F2 … stand for themselves.
  if (!/^\d/.test(item.number)) return item.number;
  return language === 'ja' ? `問${item.number}` : `Q${item.number}`;
}

/** Questions whose answers can stand down the side. */
export function listAttributes(questions: readonly Question[]): Question[] {
  return questions.filter(({ kind }) => kind !== 'number' && kind !== 'numbers');
}
