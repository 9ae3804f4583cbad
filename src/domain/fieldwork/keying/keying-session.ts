import { findAskedFields, findKeyMark } from './keyed-answers.ts';
import { hashKeyedValue, isSameValue, UNANSWERED, type KeyedValue, type KeyedValues } from './keyed-value.ts';
import type { KeyField, KeyingForm } from './key-fields.ts';
import { typeIntoField, type FieldTyping, type KeyName } from './type-into-field.ts';

/*
 * Keying a sheet as a state machine: what a key does depends on nothing but what was keyed before. A
 * value that is wrong is kept: the paper wins.
 */

/** What the first entry of a sheet was, as far as the second keyer's device may know it: see `hashKeyedValue`. */
export interface FirstEntry {
  salt: string;
  /** By field. */
  hashes: Readonly<Record<string, string>>;
}

/** What a key has led to, beside what is shown: a sound, or that the sheet is done. */
export type KeyingSignal =
  /** The value is odd, and kept. */
  | 'odd'
  /** The key does nothing here. */
  | 'refused'
  /** Somebody else has keyed another value: look again, and type it again. */
  | 'differs'
  | 'finished';

/** A sheet that is being keyed. It is JSON, and never changes: each key gives a new one. */
export interface KeyingSession {
  values: KeyedValues;
  /** Of the second entry: what was typed in a field each time that it differed from the first entry. */
  attempts: Readonly<Record<string, readonly KeyedValue[]>>;
  /** The place among the fields; their number when all are keyed. */
  position: number;
  typing: FieldTyping;
  keystrokes: number;
  signal: KeyingSignal | null;
}

const NOTHING_TYPED: FieldTyping = { typed: '', chosen: null };

/** A sheet of which nothing is keyed yet. */
export function beginKeying(form: KeyingForm, first?: FirstEntry): KeyingSession {
  const begun: KeyingSession = {
    values: {},
    attempts: {},
    position: -1,
    typing: NOTHING_TYPED,
    keystrokes: 0,
    signal: null,
  };
  return { ...goOn(form, begun, first), signal: null };
}

/** The field that is keyed now; `undefined` at the end of the sheet. */
export function currentField(form: KeyingForm, { position }: KeyingSession): KeyField | undefined {
  return form.fields[position];
}

/** What one key does. */
export function pressKey(
  form: KeyingForm,
  session: KeyingSession,
  key: KeyName,
  first?: FirstEntry,
): KeyingSession {
  const pressed = { ...session, keystrokes: session.keystrokes + 1, signal: null };
  const field = currentField(form, session);
  if (key === 'up') return stepBack(form, pressed, first, () => true);
  if (key === 'down') return field ? stepOn(form, pressed, first) : pressed;
  if (key === 'end') return field ? goOn(form, pressed, first) : pressed;
  if (!field) {
    if (key === 'enter') return { ...pressed, signal: 'finished' };
    return key === 'backspace' ? goBack(form, pressed, first) : { ...pressed, signal: 'refused' };
  }
  const outcome = typeIntoField(field, pressed.typing, key, pressed.values[field.key]);
  if (outcome.type === 'back') return goBack(form, pressed, first);
  if (outcome.type === 'typing')
    return { ...pressed, typing: outcome.typing, signal: outcome.isOdd ? 'odd' : null };
  if (outcome.type === 'refused') return { ...pressed, signal: 'refused' };
  if (outcome.type === 'keep') return goOn(form, pressed, first, true);
  return commit(form, pressed, field, outcome.value, first, outcome.isForItem);
}

/**
 * Takes a text that was typed into a field of its own, which a person's input method writes.
 *
 * @param keystrokes what it took to type it, Enter included
 */
export function enterText(
  form: KeyingForm,
  session: KeyingSession,
  text: string,
  keystrokes: number,
  first?: FirstEntry,
): KeyingSession {
  const field = currentField(form, session);
  if (!field) return session;
  const pressed = { ...session, keystrokes: session.keystrokes + keystrokes, signal: null };
  const plain = text.trim();
  const value = readTextKeys(plain);
  return commit(form, pressed, field, value, first);
}

/** In a field for words the same two signs mean the same, when nothing else stands there. */
function readTextKeys(text: string): KeyedValue {
  const sign = text.normalize('NFKC');
  if (sign === '' || sign === '/') return UNANSWERED;
  return sign === '*' ? { missing: 'illegible' } : text;
}

function commit(
  form: KeyingForm,
  session: KeyingSession,
  field: KeyField,
  value: KeyedValue,
  first: FirstEntry | undefined,
  isForItem = false,
): KeyingSession {
  if (first && field.isVerified && differs(first, field, value)) {
    const tried = session.attempts[field.key] ?? [];
    const isConfirmed = isSameValue(tried.at(-1), value) && tried.length > 0;
    const attempts = { ...session.attempts, [field.key]: [...tried, value] };
    if (!isConfirmed) {
      const { [field.key]: _, ...values } = session.values;
      return { ...session, values, attempts, typing: NOTHING_TYPED, signal: 'differs' };
    }
    return take(form, { ...session, attempts }, field, value, first, isForItem);
  }
  return take(form, session, field, value, first, isForItem);
}

function differs({ salt, hashes }: FirstEntry, { key }: KeyField, value: KeyedValue | undefined): boolean {
  return hashes[key] !== hashKeyedValue(salt, key, value);
}

function take(
  form: KeyingForm,
  session: KeyingSession,
  field: KeyField,
  value: KeyedValue,
  first: FirstEntry | undefined,
  isForItem: boolean,
): KeyingSession {
  const values = { ...session.values, [field.key]: value };
  let { position } = session;
  if (isForItem) {
    // A box below a grid stands for all of its rows.
    const asked = findAskedFields(form, session.values);
    const also = form.fields
      .slice(position + 1)
      .filter((each) => each.item === field.item && asked.has(each.key));
    for (const { key } of also) values[key] = value;
    position += also.length;
  }
  const isOdd = findKeyMark(form, values, field) !== undefined;
  const next = goOn(form, { ...session, values, position }, first);
  return { ...next, signal: next.signal ?? (isOdd ? 'odd' : null) };
}

/**
 * To the next field that concerns the sheet and is open. What was passed over comes before the end: fields that
 * concern the sheet, and of a second entry those where the first keyer has found something.
 *
 * @param isReview to the next one also where it has a value
 */
function goOn(
  form: KeyingForm,
  session: KeyingSession,
  first: FirstEntry | undefined,
  isReview = false,
): KeyingSession {
  const { values, attempts } = session;
  const asked = findAskedFields(form, values);
  const find = (test: (key: string, index: number) => boolean): number =>
    form.fields.findIndex(
      (field, index) => asked.has(field.key) && isKeyed(field, first) && test(field.key, index),
    );
  const isOpen = (key: string): boolean => values[key] === undefined;
  const next = find((key, index) => index > session.position && (isReview || isOpen(key)));
  const open = next >= 0 ? next : find(isOpen);
  if (open >= 0) return { ...session, position: open, typing: NOTHING_TYPED };
  const passed = first
    ? form.fields.findIndex(
        (field) => field.isVerified && values[field.key] === undefined && differs(first, field, undefined),
      )
    : -1;
  const key = form.fields[passed]?.key;
  if (key === undefined) return { ...session, position: form.fields.length, typing: NOTHING_TYPED };
  // To have passed over it is the first time of saying that nothing stands there.
  return {
    ...session,
    attempts: attempts[key] ? attempts : { ...attempts, [key]: [UNANSWERED] },
    position: passed,
    typing: NOTHING_TYPED,
    signal: 'differs',
  };
}

/** Back to the last field that concerns the sheet or has a value. */
function goBack(form: KeyingForm, session: KeyingSession, first: FirstEntry | undefined): KeyingSession {
  const asked = findAskedFields(form, session.values);
  return stepBack(form, session, first, ({ key }) => asked.has(key) || session.values[key] !== undefined);
}

function stepBack(
  form: KeyingForm,
  session: KeyingSession,
  first: FirstEntry | undefined,
  test: (field: KeyField) => boolean,
): KeyingSession {
  let position = session.position - 1;
  for (; position >= 0; position -= 1) {
    const field = form.fields[position]!;
    if (isKeyed(field, first) && test(field)) break;
  }
  return position < 0 ? { ...session, signal: 'refused' } : { ...session, position, typing: NOTHING_TYPED };
}

/** To the next field whether or not it concerns the sheet: something may stand there all the same. */
function stepOn(form: KeyingForm, session: KeyingSession, first: FirstEntry | undefined): KeyingSession {
  const position = form.fields.findIndex((field, index) => index > session.position && isKeyed(field, first));
  return position < 0 ? goOn(form, session, first) : { ...session, position, typing: NOTHING_TYPED };
}

function isKeyed({ isVerified }: KeyField, first: FirstEntry | undefined): boolean {
  return first === undefined || isVerified;
}
