import type { MissingReason } from '#domain/questionnaire/model.ts';
import type { PaperOption } from '#domain/questionnaire/paper/paper-questionnaire.ts';
import type { KeyField } from './key-fields.ts';
import {
  AS_WRITTEN,
  ILLEGIBLE,
  missingOf,
  REASON_AMONG,
  UNANSWERED,
  type KeyedValue,
} from './keyed-value.ts';

/** The keys that mean something, on the number pad or elsewhere. */
export type KeyName =
  | '0'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '.'
  | '/'
  | '*'
  | '-'
  | '+'
  | 'enter'
  | 'backspace'
  | 'up'
  | 'down'
  | 'end';

/** What stands in a field before it is done. */
export interface FieldTyping {
  /** Figures that are not taken yet. */
  typed: string;
  /** Of fields for several: what is chosen so far; null while nothing was typed. */
  chosen: readonly string[] | null;
}

/** What a key does within its field. */
export type TypingOutcome =
  | { type: 'typing'; typing: FieldTyping; isOdd: boolean }
  | { type: 'value'; value: KeyedValue; isForItem: boolean }
  /** What was there before stays. */
  | { type: 'keep' }
  | { type: 'back' }
  | { type: 'refused' };

/** What a key does in a field, given what was typed before and what it held. */
export function typeIntoField(
  field: KeyField,
  typing: FieldTyping,
  key: KeyName,
  held: KeyedValue | undefined,
): TypingOutcome {
  if (key === '/') return done(UNANSWERED);
  if (key === '*') return done(ILLEGIBLE);
  if (key === 'backspace') return takeBack(field, typing);
  if (key === '-' && !isMinusSign(field, typing)) return chooseBox(field, held);
  if (field.kind === 'one') return typeOne(field, typing, key, held);
  if (field.kind === 'several' || field.kind === 'ranked') return typeSeveral(field, typing, key, held);
  return typeFigures(field, typing, key, held);
}

function done(value: KeyedValue): TypingOutcome {
  return { type: 'value', value, isForItem: false };
}

function stay(typing: FieldTyping, isOdd = false): TypingOutcome {
  return { type: 'typing', typing, isOdd };
}

/** Takes back a figure, then what was chosen last; then it goes back to the field before. */
function takeBack({ kind }: KeyField, { typed, chosen }: FieldTyping): TypingOutcome {
  if (typed !== '') return stay({ typed: typed.slice(0, -1), chosen });
  if (chosen !== null && chosen.length > 0 && kind !== 'one')
    return stay({ typed: '', chosen: chosen.slice(0, -1) });
  return { type: 'back' };
}

/** The boxes for reasons in turn. */
function chooseBox({ boxes, row }: KeyField, held: KeyedValue | undefined): TypingOutcome {
  if (boxes.length === 0) return { type: 'refused' };
  const before = boxes.findIndex(({ missing }) => missing === missingOf(held));
  const { missing } = boxes[(before + 1) % boxes.length] as { missing: MissingReason };
  return { type: 'value', value: reason(missing), isForItem: row !== undefined };
}

function reason(missing: MissingReason): KeyedValue {
  return { missing: missing === 'notShown' ? 'unanswered' : missing };
}

function isMinusSign({ kind, item }: KeyField, { typed }: FieldTyping): boolean {
  return kind === 'number' && typed === '' && item.min !== undefined && item.min < 0;
}

/** What figures mean among numbered options; a 0 may stand before them. */
function findOption(
  options: readonly PaperOption[],
  typed: string,
): { exact: PaperOption | undefined; mayGoOn: boolean } {
  const figures = typed.replace(/^0+/, '');
  const highest = Math.max(0, ...options.map(({ number }) => number));
  const width = String(highest).length;
  const exact = options.find(({ number }) => String(number) === figures);
  const mayGoOn =
    typed.length < width &&
    (figures === ''
      ? true
      : typed === figures &&
        options.some(
          ({ number }) => number > 9 && String(number).startsWith(figures) && String(number) !== figures,
        ));
  return { exact, mayGoOn };
}

function typeOne(
  field: KeyField,
  { typed }: FieldTyping,
  key: KeyName,
  held: KeyedValue | undefined,
): TypingOutcome {
  const { options } = field;
  if (key === 'enter' || key === '+') {
    if (typed !== '') return done(oneOf(options, typed));
    if (key === '+') return { type: 'refused' };
    return held === undefined ? done(UNANSWERED) : { type: 'keep' };
  }
  if (key === '.' || key === 'up' || key === 'down' || key === 'end') return { type: 'refused' };
  // A number that is none of the options is replaced by the next figure, or confirmed by Enter.
  const begun = typed !== '' && isPossible(options, typed) ? typed : '';
  const figures = isPossible(options, begun + key) ? begun + key : key;
  const { exact, mayGoOn } = findOption(options, figures);
  if (exact && !mayGoOn) return done(oneOf(options, figures));
  return stay({ typed: figures, chosen: null }, !exact && !mayGoOn);
}

function isPossible(options: readonly PaperOption[], typed: string): boolean {
  const { exact, mayGoOn } = findOption(options, typed);
  return exact !== undefined || mayGoOn;
}

function oneOf(options: readonly PaperOption[], typed: string): KeyedValue {
  const { exact } = findOption(options, typed);
  if (!exact) return AS_WRITTEN + typed;
  return exact.missing ? reason(exact.missing) : exact.code;
}

function typeSeveral(
  field: KeyField,
  { typed, chosen: begun }: FieldTyping,
  key: KeyName,
  held: KeyedValue | undefined,
): TypingOutcome {
  const { options } = field;
  const chosen = begun ?? chosenOf(held);
  if (key === 'enter') {
    if (begun === null && typed === '' && held !== undefined) return { type: 'keep' };
    return done(severalOf(field, typed === '' ? chosen : toggle(options, chosen, typed)));
  }
  if (key === '+')
    return typed === ''
      ? { type: 'refused' }
      : stay({ typed: '', chosen: toggle(options, chosen, typed) }, !isPossible(options, typed));
  if (key === '.' || key === 'up' || key === 'down' || key === 'end') return { type: 'refused' };
  return typeFigure(options, typed, chosen, key);
}

function typeFigure(
  options: readonly PaperOption[],
  typed: string,
  chosen: readonly string[],
  figure: string,
): TypingOutcome {
  const joined = typed + figure;
  if (typed !== '' && !isPossible(options, joined)) {
    // What stood there was a number of its own; one that is none of the options is replaced.
    const before = isPossible(options, typed) ? toggle(options, chosen, typed) : chosen;
    return typeFigure(options, '', before, figure);
  }
  const { exact, mayGoOn } = findOption(options, joined);
  if (exact && !mayGoOn) return stay({ typed: '', chosen: toggle(options, chosen, joined) });
  return stay({ typed: joined, chosen }, !exact && !mayGoOn);
}

function chosenOf(held: KeyedValue | undefined): readonly string[] {
  if (Array.isArray(held)) return held;
  const missing = missingOf(held);
  return missing === undefined || missing === 'unanswered' || missing === 'illegible'
    ? []
    : [REASON_AMONG + missing];
}

function toggle(options: readonly PaperOption[], chosen: readonly string[], typed: string): string[] {
  const { exact } = findOption(options, typed);
  const code = exact ? (exact.missing ? REASON_AMONG + exact.missing : exact.code) : AS_WRITTEN + typed;
  return chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code];
}

function severalOf({ kind, options }: KeyField, chosen: readonly string[]): KeyedValue {
  if (chosen.length === 0) return UNANSWERED;
  const alone =
    chosen.length === 1 ? options.find(({ missing }) => chosen[0] === REASON_AMONG + missing) : undefined;
  if (alone?.missing) return reason(alone.missing);
  if (kind === 'ranked') return [...chosen];
  const order = options.map(({ code, missing }) => (missing ? REASON_AMONG + missing : code));
  const known = order.filter((code) => chosen.includes(code));
  return [...known, ...chosen.filter((code) => !order.includes(code)).sort()];
}

const LONGEST_FIGURES = 20;

function typeFigures(
  { kind, item }: KeyField,
  { typed }: FieldTyping,
  key: KeyName,
  held: KeyedValue | undefined,
): TypingOutcome {
  if (key === 'enter') {
    if (typed === '') return held === undefined ? done(UNANSWERED) : { type: 'keep' };
    return done(kind === 'date' ? readDay(typed) : typed);
  }
  const isFigure = /^\d$/.test(key);
  const isPoint = key === '.' && kind === 'number' && (item.decimals ?? 0) > 0 && !typed.includes('.');
  const fits = kind !== 'text' && typed.length < LONGEST_FIGURES;
  if (!fits || !(isFigure || isPoint || key === '-')) return { type: 'refused' };
  return stay({ typed: typed + key, chosen: null });
}

/** Eight figures as a day; anything else stays as it is written. */
function readDay(typed: string): string {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(typed);
  return parts ? parts.slice(1).join('-') : typed;
}
