import type { KeyField } from '#domain/fieldwork/keying/key-fields.ts';
import { ILLEGIBLE, UNANSWERED, type KeyedValue } from '#domain/fieldwork/keying/keyed-value.ts';
import { typeIntoField, type FieldTyping, type KeyName } from '#domain/fieldwork/keying/type-into-field.ts';

/** What the third person takes: one of the two, or what the paper says instead. */
export type SettleChoice = 'first' | 'second' | 'unanswered' | 'illegible' | 'other';

/** The value that a choice comes to; `undefined` where it is not complete. */
export function valueOfChoice(
  field: KeyField,
  choice: SettleChoice | undefined,
  { first, second, other }: { first: KeyedValue | null; second: KeyedValue | null; other: string },
): KeyedValue | undefined {
  switch (choice) {
    case 'first':
      return first ?? UNANSWERED;
    case 'second':
      return second ?? UNANSWERED;
    case 'unanswered':
      return UNANSWERED;
    case 'illegible':
      return ILLEGIBLE;
    case 'other':
      return other.trim() === '' ? undefined : readTyped(field, other);
    default:
      return undefined;
  }
}

/** What typed figures come to in a field, by the same keys as in an entry. */
function readTyped(field: KeyField, text: string): KeyedValue | undefined {
  if (field.kind === 'text') return text.trim();
  const keys = [...text.normalize('NFKC').replace(/[\s,、]+/g, '+')].filter((key) => /[0-9.+]/.test(key));
  let typing: FieldTyping = { typed: '', chosen: null };
  for (const key of [...keys, 'enter'] as KeyName[]) {
    const outcome = typeIntoField(field, typing, key, undefined);
    if (outcome.type === 'value') return outcome.value;
    if (outcome.type === 'typing') ({ typing } = outcome);
  }
  return undefined;
}
