import type { ChangeFields } from '#domain/sync/change.ts';
import type { Definition } from './definition.ts';

/** A text as one line: the tabs and ends of lines that a paste may bring along become spaces. */
export function toOneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

/** What a change writes, with one line in each field that holds one; the wire takes no control characters in them. */
export function withOneLines({ fields }: Definition, changed: ChangeFields): ChangeFields {
  return Object.fromEntries(
    Object.entries(changed).map(([path, value]) => [
      path,
      typeof value === 'string' && Object.hasOwn(fields, path) && fields[path]?.kind === 'line'
        ? toOneLine(value)
        : value,
    ]),
  );
}
