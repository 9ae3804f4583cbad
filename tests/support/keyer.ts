import type { Json } from '#domain/canonical/json.ts';
import {
  beginKeying,
  currentField,
  enterText,
  pressKey,
  type FirstEntry,
  type KeyingSession,
} from '#domain/fieldwork/keying/keying-session.ts';
import type { KeyField, KeyingForm } from '#domain/fieldwork/keying/key-fields.ts';
import { hashKeyedValue, type KeyedValues } from '#domain/fieldwork/keying/keyed-value.ts';
import type { KeyName } from '#domain/fieldwork/keying/type-into-field.ts';
import type { Answers } from '#domain/questionnaire/model.ts';

/*
 * A person who keys sheets of paper, as a function: they look at the field that is shown, and type what
 * stands on the paper there.
 */

/** What the paper says in a field, given the answers that were written on it. */
export function onPaper({ key, item, row }: KeyField, answers: Answers): Json | undefined {
  const answer = answers[row ? item.code : key] as Json | undefined;
  if (!row) return answer;
  const isGrid = typeof answer === 'object' && answer !== null && !Array.isArray(answer);
  return isGrid && !('missing' in answer) ? answer[row.code] : undefined;
}

/** The keys that type what a field of choices or figures says, Enter included where it takes one. */
export function keysOf({ kind, options, boxes }: KeyField, said: Json | undefined): KeyName[] {
  const numberOf = (code: Json | undefined): string =>
    String(options.find((option) => option.code === code)?.number ?? '');
  const isLong = (figures: string): boolean =>
    options.some(({ number }) => String(number) !== figures && String(number).startsWith(figures));
  if (said === undefined || said === '') return ['enter'];
  if (typeof said === 'object' && said !== null && !Array.isArray(said)) {
    const reason = said['missing'];
    const figures = numberOf(reason);
    if (figures !== '')
      return kind === 'one'
        ? [...(figures as unknown as KeyName[])]
        : [...(figures as unknown as KeyName[]), 'enter'];
    return boxes.some(({ missing }) => missing === reason) ? ['-'] : ['enter'];
  }
  if (kind === 'number' || kind === 'date')
    return [...(String(said).replaceAll('-', '') as unknown as KeyName[]), 'enter'];
  if (kind === 'one') {
    const figures = numberOf(said);
    return [...(figures as unknown as KeyName[]), ...(isLong(figures) ? (['enter'] as const) : [])];
  }
  const numbers = [said].flat().map(numberOf);
  const keys = numbers.flatMap((figures, index) => {
    const next = numbers[index + 1]?.[0];
    const mustEnd =
      next !== undefined &&
      isLong(figures) &&
      options.some(({ number }) => String(number).startsWith(figures + next));
    return [...(figures as unknown as KeyName[]), ...(mustEnd ? (['+'] as const) : [])];
  });
  return [...keys, 'enter'];
}

/** Types what a field says. */
export function typeInto(
  form: KeyingForm,
  session: KeyingSession,
  said: Json | undefined,
  first?: FirstEntry,
): KeyingSession {
  const field = currentField(form, session)!;
  if (field.kind === 'text') {
    const text = typeof said === 'string' ? said : '';
    return enterText(form, session, text, text.length + 1, first);
  }
  return keysOf(field, said).reduce((state, key) => pressKey(form, state, key, first), session);
}

/** Keys a whole sheet; `read` is what the person takes each field to say, at each time of looking. */
export function keySheet(
  form: KeyingForm,
  read: (field: KeyField, times: number) => Json | undefined,
  first?: FirstEntry,
): KeyingSession {
  const looked = new Map<string, number>();
  let session = beginKeying(form, first);
  for (let field = currentField(form, session); field; field = currentField(form, session)) {
    const times = (looked.get(field.key) ?? 0) + 1;
    if (times > 9) throw new Error(`the keyer does not get away from ${field.key}`);
    looked.set(field.key, times);
    session = typeInto(form, session, read(field, times), first);
  }
  return pressKey(form, session, 'enter', first);
}

/** What the second keyer's device is told of a first entry. */
export function firstEntryOf(form: KeyingForm, values: KeyedValues, salt = 'salt'): FirstEntry {
  const hashes = form.fields
    .filter(({ isVerified }) => isVerified)
    .map(({ key }) => [key, hashKeyedValue(salt, key, values[key])] as const);
  return { salt, hashes: Object.fromEntries(hashes) };
}
