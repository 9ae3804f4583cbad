import type { Json } from '#domain/canonical/json.ts';
import type { Account } from '#domain/records/account.ts';
import { findFieldName } from '#client/records/record-words.ts';
import { useValueWords } from '#client/records/value-words.ts';
import { formatList } from '#ui/format.ts';
import { useMessages } from '#ui/messages.ts';
import { mergeMessages } from './merge-messages.ts';

/** Says fields of a company's record and their values in words. */
export function useAccountValues() {
  const t = useMessages(mergeMessages);
  const words = useValueWords((id) => id)('accounts');

  /** One field's value. */
  function say(field: keyof Account, value: Json, now: string): string {
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return t('nothing');
    if (field === 'tags' && Array.isArray(value)) return formatList(value.map(String));
    return words.listTold({ [field]: value }, now)[0]?.value ?? t('nothing');
  }

  /** Several fields' values in one line. */
  const sayAll = (values: Partial<Account>, now: string): string =>
    Object.entries(values)
      .map(([field, value]) => say(field as keyof Account, value as Json, now))
      .join(' ') || t('nothing');

  return { nameOf: (field: string): string => findFieldName('accounts', field) ?? field, say, sayAll };
}
