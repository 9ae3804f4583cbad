import type { PlainDate } from '#domain/canonical/dates.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import { startInterview, type Interview } from '#domain/interview/interview.ts';
import { withoutInterviewOnly } from '#domain/questionnaire/interview-only.ts';
import { otherTextCode, takesAnswer, type Item, type Questionnaire } from '#domain/questionnaire/model.ts';
import {
  layOutPaper,
  type PaperItem,
  type PaperOption,
} from '#domain/questionnaire/paper/paper-questionnaire.ts';

/** How a field is keyed. */
export type KeyFieldKind = 'one' | 'several' | 'ranked' | 'number' | 'date' | 'text';

/** One place on paper that an answer is keyed from. */
export interface KeyField {
  /** The item's code, `item/row` of a grid, `item.other` of an option's text. */
  key: string;
  item: Item;
  kind: KeyFieldKind;
  /** As printed, see `writeItemNumber`. */
  number: string;
  /** Of a grid. */
  row?: PaperOption;
  /** The text of an option: of this one. */
  otherOf?: PaperOption;
  options: readonly PaperOption[];
  /** Reasons for having no answer that have a box on paper. */
  boxes: readonly PaperOption[];
  label: LocalisedText;
  /** Whether it is keyed a second time. Answers in people's own words are not: nobody writes them down twice alike. */
  isVerified: boolean;
}

/** All that keying a sheet of one questionnaire needs. */
export interface KeyingForm {
  fields: readonly KeyField[];
  /** Without answers; says which questions concern whom. */
  interview: Interview;
}

/**
 * The fields of a questionnaire in the order of its paper.
 *
 * @param today what `today()` means in its rules: the day on which the sheet is keyed
 */
export function makeKeyingForm(whole: Questionnaire, today: PlainDate): KeyingForm {
  const questionnaire = withoutInterviewOnly(whole);
  const fields = layOutPaper(questionnaire)
    .flatMap(({ items }) => items)
    .filter(({ item }) => takesAnswer(item))
    .flatMap(listFields);
  return { fields, interview: startInterview(questionnaire, {}, '', today) };
}

function listFields(paper: PaperItem): KeyField[] {
  const { item, number, options, boxes, rows } = paper;
  const field = { item, number, options, boxes, label: item.label, isVerified: item.kind !== 'longText' };
  switch (item.kind) {
    case 'grid':
    case 'gridMultiple':
      return rows.map((row) => ({
        ...field,
        key: `${item.code}/${row.code}`,
        row,
        kind: item.kind === 'grid' ? ('one' as const) : ('several' as const),
      }));
    case 'single':
    case 'scale':
      return [{ ...field, key: item.code, kind: 'one' }, ...listOtherTexts(paper)];
    case 'multiple':
      return [{ ...field, key: item.code, kind: 'several' }, ...listOtherTexts(paper)];
    case 'ranking':
      return [{ ...field, key: item.code, kind: 'ranked' }];
    case 'number':
    case 'date':
      return [{ ...field, key: item.code, kind: item.kind }];
    default:
      return [{ ...field, key: item.code, kind: 'text' }];
  }
}

/** A text for the options that open one: answers hold one for each item. */
function listOtherTexts({ item, number, options }: PaperItem): KeyField[] {
  const otherOf = item.optionsFrom ? undefined : options.find(({ opensText }) => opensText);
  if (!otherOf) return [];
  return [
    {
      key: otherTextCode(item.code),
      item,
      kind: 'text',
      number,
      otherOf,
      options: [],
      boxes: [],
      label: item.label,
      isVerified: false,
    },
  ];
}
