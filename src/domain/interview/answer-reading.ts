import type { Json } from '#domain/canonical/json.ts';
import {
  takesAnswer,
  type Answer,
  type Item,
  type MissingAnswer,
  type MissingReason,
} from '#domain/questionnaire/model.ts';

const MISSING_REASONS: ReadonlySet<unknown> = new Set<MissingReason>([
  'unanswered',
  'refused',
  'dontKnow',
  'notApplicable',
]);

/** The codes an item may be answered with. */
export interface AllowedCodes {
  options: readonly string[];
  rows: readonly string[];
}

/** Why there is no answer, if that is what a stored value says. */
export function readMissing(value: Json | undefined): MissingAnswer | undefined {
  return isRecord(value) && MISSING_REASONS.has(value.missing) ? (value as MissingAnswer) : undefined;
}

/** The codes of a stored multiple answer; none if it is anything else. */
export function readCodes(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((code) => typeof code === 'string') : [];
}

/**
 * What a stored value says as an answer to an item, as far as the codes are allowed
 * now; `undefined` if it says nothing. It tolerates any JSON, since stored answers may
 * come from another version, and gives multiple answers in the order of the options.
 */
export function readAnswer(item: Item, value: Json | undefined, allowed: AllowedCodes): Answer | undefined {
  if (value === undefined || value === null || !takesAnswer(item)) return undefined;
  const missing = readMissing(value);
  if (missing) return missing;
  const inOrder = (one: Json | undefined) => {
    const codes = new Set(readCodes(one));
    return filled(allowed.options.filter((code) => codes.has(code)));
  };
  const known = (one: Json | undefined) => allowed.options.find((code) => code === one);
  switch (item.kind) {
    case 'single':
    case 'scale':
      return known(value);
    case 'multiple':
      return inOrder(value);
    case 'ranking':
      return filled([...new Set(readCodes(value))].filter((code) => allowed.options.includes(code)));
    case 'grid':
      return readRows(value, allowed.rows, known);
    case 'gridMultiple':
      return readRows(value, allowed.rows, inOrder);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'text':
    case 'longText':
    case 'date':
      return typeof value === 'string' && value.trim() !== '' ? value : undefined;
    default:
      return undefined;
  }
}

function readRows<Cell>(
  value: Json,
  rows: readonly string[],
  read: (cell: Json | undefined) => Cell | undefined,
): Record<string, Cell> | undefined {
  if (!isRecord(value)) return undefined;
  const cells = rows.flatMap((row) => {
    const cell = Object.hasOwn(value, row) ? read(value[row]) : undefined;
    return cell === undefined ? [] : [[row, cell] as const];
  });
  return cells.length > 0 ? Object.fromEntries(cells) : undefined;
}

function filled(codes: string[]): string[] | undefined {
  return codes.length > 0 ? codes : undefined;
}

function isRecord(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
