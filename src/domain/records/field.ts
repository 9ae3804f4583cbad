import type { Instant, PlainDate } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';

/*
 * The kinds of field that a synced record can have. A field is plain data, so that type, check,
 * merge, storage and words are all derived from the one declaration (see `definition.ts`).
 */

/** What a field holds. Its value's TypeScript type stands in `T` alone; `is` is never there. */
export type Field<T = unknown> = FieldKind & { readonly required?: true; readonly is?: T };

type FieldKind =
  /** One line of plain text; `filled`: it has to say something. */
  | { kind: 'line'; filled?: true }
  /** Text of several lines. */
  | { kind: 'text'; filled?: true }
  | { kind: 'digits'; length: number }
  | { kind: 'flag' }
  /** A whole number from 0 on. */
  | { kind: 'count' }
  | { kind: 'day' }
  /** `HH:MM` in Japan. */
  | { kind: 'time' }
  | { kind: 'instant' }
  /** Somebody of the staff, by user id; also `respondent` and `server`, who are not. */
  | { kind: 'person' }
  /** A record of another collection, or a thing that is no record (`to` says what), by its id. */
  | { kind: 'reference'; to: string }
  /** One of the codes given here. */
  | { kind: 'code'; codes: readonly string[] }
  /** The code of an option of the questionnaire's question about this attribute: an industry, a band. */
  | { kind: 'attribute' }
  /** A code from elsewhere: an issue of the questionnaire, a programme's key. */
  | { kind: 'key' }
  /** An answer as it is stored, also one that says why it is missing. */
  | { kind: 'answer' }
  | { kind: 'json' }
  /** Members known by name; others are kept as they come. */
  | { kind: 'object'; members: Members }
  | { kind: 'list'; of: Field; atMost: number }
  /** Values by key, won or lost together; other keys than these are kept as they come. */
  | { kind: 'dictionary'; keys: readonly string[]; of: Field }
  /** Members that join and leave one by one when two people change them. */
  | { kind: 'set'; of: Field }
  /** Values by key, each merged by itself (`answers/issues`). */
  | { kind: 'map'; of: Field };

/** Fields by name. */
export type Members = Readonly<Record<string, Field>>;

/** The TypeScript type of a field's value. */
export type ValueOf<F> = F extends { readonly is?: infer T } ? Exclude<T, undefined> : never;

type RequiredName<M> = { [K in keyof M]: M[K] extends { required: true } ? K : never }[keyof M];

/** The TypeScript type of an object with these members: what is not required may be absent. */
export type ObjectOf<M> = { [K in RequiredName<M>]: ValueOf<M[K]> } & {
  [K in Exclude<keyof M, RequiredName<M>>]?: ValueOf<M[K]>;
};

/** A field without which no record is made. */
export function required<F extends Field>(field: F): F & { required: true } {
  return { ...field, required: true };
}

export const line = (): Field<string> => ({ kind: 'line' });
export const filledLine = (): Field<string> => ({ kind: 'line', filled: true });
export const text = (): Field<string> => ({ kind: 'text' });
export const filledText = (): Field<string> => ({ kind: 'text', filled: true });
export const digits = (length: number): Field<string> => ({ kind: 'digits', length });
export const flag = (): Field<boolean> => ({ kind: 'flag' });
export const count = (): Field<number> => ({ kind: 'count' });
export const day = (): Field<PlainDate> => ({ kind: 'day' });
export const time = (): Field<string> => ({ kind: 'time' });
export const instant = (): Field<Instant> => ({ kind: 'instant' });
export const person = (): Field<string> => ({ kind: 'person' });
export const reference = (to: string): Field<string> => ({ kind: 'reference', to });
export const attribute = (): Field<string> => ({ kind: 'attribute' });
export const key = (): Field<string> => ({ kind: 'key' });
export const answer = (): Field<Json> => ({ kind: 'answer' });
export const json = (): Field<Json> => ({ kind: 'json' });

export function code<const C extends readonly string[]>(codes: C): Field<C[number]> {
  return { kind: 'code', codes };
}

export function object<M extends Members>(members: M): Field<ObjectOf<M>> {
  return { kind: 'object', members };
}

export function list<F extends Field>(of: F, atMost: number): Field<ValueOf<F>[]> {
  return { kind: 'list', of, atMost };
}

export function dictionary<const K extends readonly string[], F extends Field>(
  keys: K,
  of: F,
): Field<Partial<Record<K[number], ValueOf<F>>>> {
  return { kind: 'dictionary', keys, of };
}

export function set<F extends Field<string>>(of: F): Field<string[]> {
  return { kind: 'set', of };
}

export function map<F extends Field>(of: F): Field<Record<string, ValueOf<F>>> {
  return { kind: 'map', of };
}
