import type { ItemRole } from '#domain/questionnaire/item-roles.ts';
import type { CollectionFields, Collection } from '#domain/records/collections.ts';
import { language } from '#ui/messages.ts';
import { useCodeLabels } from './code-labels.ts';
import type { RecordDraft } from './record-draft.ts';
import type { Edit } from '#client/storage/write-record.ts';

/** What ties a text control to a record's field: `<TextField v-bind="text('phone')" …>`. */
export interface TextBinding {
  modelValue: string;
  'onUpdate:modelValue': (text: string) => Promise<void>;
  onFocus: () => void;
  onBlur: () => void;
}

/**
 * Ties text controls to a record's fields: every input is saved at once, and what is
 * being typed leads while the control has the focus. An emptied control clears its field.
 *
 * @param save records the edit; for a record that is made by its first input it adds what
 *   the record cannot be without.
 */
export function bindTexts<C extends Collection>(
  draft: RecordDraft<C>,
  save: (edit: Edit<C>) => Promise<void> = draft.edit,
): (field: keyof CollectionFields[C] & string) => TextBinding {
  return (field) => ({
    modelValue: String(draft.fields.value[field] ?? ''),
    'onUpdate:modelValue': (text) => save({ [field]: text === '' ? null : text } as Edit<C>),
    onFocus: () => draft.hold(field),
    onBlur: () => draft.release(field),
  });
}

/** What ties a choice to a record's coded field: `<SelectField v-bind="choice('industry', 'attribute.industry')" …>`. */
export interface ChoiceBinding {
  modelValue: string;
  choices: { value: string; label: string }[];
  'onUpdate:modelValue': (code: string) => Promise<void>;
}

/**
 * Ties choices to a record's coded fields: each is saved at once, and choosing nothing clears
 * the field. The options are those of the questionnaire's item of the role.
 *
 * @param save records the edit, see `bindTexts`.
 */
export function bindChoices<C extends Collection>(
  draft: RecordDraft<C>,
  save: (edit: Edit<C>) => Promise<void> = draft.edit,
): (field: keyof CollectionFields[C] & string, role: ItemRole) => ChoiceBinding {
  const { options } = useCodeLabels();
  return (field, role) => ({
    modelValue: String(draft.fields.value[field] ?? ''),
    choices: options(role).map(({ code, label }) => ({ value: code, label: label[language.value] })),
    'onUpdate:modelValue': (code) => save({ [field]: code === '' ? null : code } as Edit<C>),
  });
}
