import type { CollectionFields } from '#domain/casework/model.ts';
import type { Collection } from '#domain/sync/change.ts';
import type { RecordDraft } from './record-draft.ts';
import type { Edit } from './write-record.ts';

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
