import type { Json } from '#domain/canonical/json.ts';
import type { Language } from '#domain/canonical/language.ts';
import type { OptionGroup } from '#domain/interview/field.ts';
import type { Answer, Item, Option } from '#domain/questionnaire/model.ts';

/**
 * What every item component takes. Together with `computeItemField` of the interview:
 * `<ItemField v-bind="computeItemField(interview, item)" :language :id-base="item.code" />`.
 */
export interface ItemProps {
  item: Item;
  options: readonly Option[];
  rows: readonly Option[];
  /** The stored answer as it is; components show what they understand of it. */
  modelValue: Json | undefined;
  language: Language;
  /** What is wrong with the answer, in the person's language. */
  problems?: readonly string[];
  /** Begins every id and name, so that several items can stand on a page. */
  idBase: string;
  groups?: readonly OptionGroup[];
  /** The text of the "other" option. */
  otherText?: string;
  /** The respondent's own device: it may fill in name and address by itself. */
  ownDevice?: boolean;
}

/** What every item component tells; pass it to the interview's `setAnswer`, which settles exclusive options. */
export interface ItemEmits {
  'update:modelValue': [value: Answer | undefined];
  'update:otherText': [text: string];
}
