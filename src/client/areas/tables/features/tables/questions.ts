import { isAllowed, type Role } from '#domain/access/permissions.ts';
import type { Language } from '#domain/canonical/language.ts';
import { isLinkingItem } from '#domain/fieldwork/consent.ts';
import { itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import { listItems, type Item, type Questionnaire } from '#domain/questionnaire/model.ts';
import { listCategories, type Category, type CodedColumn } from '#domain/tabulation/dataset/codebook.ts';
import { codebookOf } from '#domain/tabulation/dataset/survey-dataset.ts';

/** A column of the survey as the page offers it. */
export interface Question {
  code: string;
  kind: CodedColumn['kind'];
  /** With the number printed on paper: 「問1 いま抱えている…」. */
  label: string;
  /** The same for lists: a row of a grid by its own words alone. */
  shortLabel: string;
  /** The heading under which it stands. */
  section: string;
  categories: Category[];
}

/** The questions of a survey that can be tabulated by a role, with labels in a language. */
export function listQuestions(
  questionnaire: Questionnaire,
  role: Role,
  language: Language,
  derived: string,
): Question[] {
  const items = new Map(listItems(questionnaire).map((item) => [item.code, item]));
  const sections = new Map(
    questionnaire.sections.flatMap(({ label, items: own }) =>
      own.map(({ code }) => [code, label[language]] as const),
    ),
  );
  return codebookOf(questionnaire, language).columns.flatMap((column) => {
    if (!('codes' in column)) return [];
    // Of some responses this device has no answer to these.
    const classified = questionnaire.classifications.find(({ code }) => code === column.name)?.item;
    const isLinking = isLinkingItem(classified ?? column.name, itemRolesOf(questionnaire));
    if (isLinking && !isAllowed(role, 'wishes.tabulate')) return [];
    // A row of a grid is named `grid.row`.
    const [itemCode, rowCode] = items.has(column.name)
      ? [column.name]
      : (column.name.split('.') as [string, string?]);
    const item = items.get(itemCode);
    const number = numberOf(item, language);
    const rowLabel = item?.rows?.find(({ code }) => code === rowCode)?.label[language];
    return {
      code: column.name,
      kind: column.kind,
      label: [number, column.label].filter(Boolean).join(' '),
      shortLabel: [number, rowLabel ?? column.label].filter(Boolean).join(' '),
      section: sections.get(itemCode) ?? derived,
      categories: listCategories(column),
    };
  });
}

function numberOf(item: Item | undefined, language: Language): string {
  if (!item?.number) return '';
  // F1, F2 … stand for themselves.
  if (!/^\d/.test(item.number)) return item.number;
  return language === 'ja' ? `問${item.number}` : `Q${item.number}`;
}

/** Questions that can stand down the side: who belongs to exactly one group of each. */
export function listAttributes(questions: readonly Question[]): Question[] {
  return questions.filter(({ kind }) => kind !== 'multiple');
}
