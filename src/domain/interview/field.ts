import type { Json } from '#domain/canonical/json.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import { getClassification } from '#domain/questionnaire/classification.ts';
import { otherTextCode, type Item, type Option } from '#domain/questionnaire/model.ts';
import { listOptions, listRows } from './choices.ts';
import type { Interview } from './interview.ts';

/** Options under one heading of a long list. */
export interface OptionGroup {
  code: string;
  label: LocalisedText;
  options: Option[];
}

/** All that a component needs to show an item as it stands now. */
export interface ItemField {
  item: Item;
  options: Option[];
  rows: Option[];
  /** Empty unless the item groups its options. */
  groups: OptionGroup[];
  /** As stored: it may be half typed, or hold choices that are hidden now. */
  modelValue: Json | undefined;
  otherText: string;
}

/** What to show for an item: its options and rows of now, and what is stored for it. */
export function computeItemField(interview: Interview, item: Item): ItemField {
  const options = listOptions(interview, item);
  const otherText = interview.answers[otherTextCode(item.code)];
  return {
    item,
    options,
    rows: listRows(interview, item),
    groups: listGroups(interview, item, options),
    modelValue: interview.answers[item.code],
    otherText: typeof otherText === 'string' ? otherText : '',
  };
}

function listGroups(
  { questionnaire }: Interview,
  { groupBy }: Item,
  options: readonly Option[],
): OptionGroup[] {
  if (!groupBy) return [];
  const { attribute, categories } = getClassification(questionnaire, groupBy);
  return categories.map(({ code, label }) => ({
    code,
    label,
    options: options.filter(({ attributes }) => attributes?.[attribute] === code),
  }));
}
