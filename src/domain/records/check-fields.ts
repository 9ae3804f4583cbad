import { isInstant, isPlainDate } from '#domain/canonical/dates.ts';
import { LINE_LENGTH_LIMIT, TEXT_LENGTH_LIMIT } from '#domain/canonical/text-limits.ts';
import type { Change, ChangeFields } from '#domain/sync/change.ts';
import type { ChangeFault, FaultCode } from '#domain/sync/check-change.ts';
import { splitPath } from '#domain/sync/fields.ts';
import type { Definition } from './definition.ts';
import type { Field } from './field.ts';

/** What is wrong with a value, without where it stands. */
type Fault = Pick<ChangeFault, 'code' | 'limit'>;

const ID_LENGTH_LIMIT = 64;
const CODE = /^[A-Za-z0-9_.-]{1,64}$/;

/**
 * What a record that is made by a change cannot be without and the change lacks. A change
 * that edits a record made elsewhere may arrive before it, and is not asked for this.
 */
export function findMissingFields(definition: Definition, { fields }: Pick<Change, 'fields'>): ChangeFault[] {
  return Object.entries(definition.fields)
    .filter(([name, field]) => field.required && !Object.hasOwn(fields, name))
    .map(([name]) => ({ pointer: `/fields/${name}`, code: 'needed' }));
}

/**
 * The faults of a change's values by the kinds of the fields; `null` clears a field that may be
 * empty. A field that this build does not know is stored and returned as it came: newer apps
 * may write more than older servers know. Sets are written as deltas, see `findChangeFaults`.
 */
export function findFieldFaults(definition: Definition, fields: ChangeFields): ChangeFault[] {
  return Object.entries(fields).flatMap(([path, value]) => {
    const [name] = splitPath(path);
    const field = Object.hasOwn(definition.fields, name) ? definition.fields[name] : undefined;
    if (!field || field.kind === 'set') return [];
    const fault =
      value === null ? clearingFault(field) : faultOf(field.kind === 'map' ? field.of : field, value);
    return fault ? [{ pointer: `/fields/${path.replace('/', '~1')}`, ...fault }] : [];
  });
}

function clearingFault({ required }: Field): Fault | undefined {
  return required ? { code: 'needed' } : undefined;
}

/** The fault of a value that is there, by the field's kind; the first that is found. */
function faultOf(field: Field, value: unknown): Fault | undefined {
  switch (field.kind) {
    case 'line':
      return faultOfText(value, LINE_LENGTH_LIMIT, field.filled) ?? unless(!/\p{Cc}/u.test(value as string));
    case 'text':
      return faultOfText(value, TEXT_LENGTH_LIMIT, field.filled);
    case 'digits':
      return unless(typeof value === 'string' && value.length === field.length && /^\d*$/.test(value));
    case 'flag':
      return unless(typeof value === 'boolean');
    case 'count':
      return unless(Number.isSafeInteger(value) && (value as number) >= 0);
    case 'day':
      return unless(isPlainDate(value));
    case 'time':
      return unless(typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value));
    case 'instant':
      return unless(isInstant(value));
    case 'person':
    case 'reference':
      return faultOfText(value, ID_LENGTH_LIMIT);
    case 'code':
      return unless(typeof value === 'string' && field.codes.includes(value));
    case 'attribute':
    case 'key':
      return unless(typeof value === 'string' && CODE.test(value));
    case 'answer':
      return unless(isAnswer(value));
    case 'json':
      return undefined;
    case 'object':
      return faultOfObject(field, value);
    case 'list':
    case 'set':
      if (!Array.isArray(value)) return { code: 'wrong-form' };
      if (field.kind === 'list' && value.length > field.atMost)
        return { code: 'too-many', limit: field.atMost };
      return firstFault(value, (member) => faultOf(field.of, member));
    case 'dictionary':
    case 'map':
      return isObject(value)
        ? firstFault(Object.entries(value), ([key, member]) =>
            CODE.test(key) ? faultOf(field.of, member) : { code: 'wrong-form' },
          )
        : { code: 'wrong-form' };
  }
}

function faultOfObject({ members }: Extract<Field, { kind: 'object' }>, value: unknown): Fault | undefined {
  if (!isObject(value)) return { code: 'wrong-form' };
  return firstFault(Object.entries(members), ([name, member]) => {
    if (Object.hasOwn(value, name)) return faultOf(member, value[name]);
    return member.required ? { code: 'needed' } : undefined;
  });
}

function faultOfText(value: unknown, limit: number, filled?: true): Fault | undefined {
  if (typeof value !== 'string') return { code: 'wrong-form' };
  if (value.length > limit) return { code: 'too-long', limit };
  return filled && value.trim() === '' ? { code: 'needed' } : undefined;
}

/** Answers of every kind of question: a text or code, a number, codes, or codes and numbers by row. */
function isAnswer(value: unknown): boolean {
  const isTextOrTexts = (part: unknown): boolean =>
    typeof part === 'string' || (Array.isArray(part) && part.every((member) => typeof member === 'string'));
  return (
    typeof value === 'number' ||
    isTextOrTexts(value) ||
    (isObject(value) && Object.values(value).every(isTextOrTexts))
  );
}

function unless(isRight: boolean, code: FaultCode = 'wrong-form'): Fault | undefined {
  return isRight ? undefined : { code };
}

function firstFault<T>(
  values: readonly T[],
  faultOfEach: (value: T) => Fault | undefined,
): Fault | undefined {
  for (const value of values) {
    const fault = faultOfEach(value);
    if (fault) return fault;
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
