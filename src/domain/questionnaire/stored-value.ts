import type { Json } from '#domain/canonical/json.ts';
import type { MissingAnswer, MissingReason } from './model.ts';

/*
 * What stored answers are made of. They may come from another version or have been typed
 * half, so that everything here takes any JSON.
 */

const MISSING_REASONS: ReadonlySet<unknown> = new Set<MissingReason>([
  'unanswered',
  'refused',
  'dontKnow',
  'notApplicable',
  'notShown',
]);

/** Why there is no answer, if that is what a stored value says. */
export function readMissing(value: Json | undefined): MissingAnswer | undefined {
  return isRecord(value) && MISSING_REASONS.has(value.missing) ? (value as MissingAnswer) : undefined;
}

/**
 * Whether somebody has said something: an answer, that they do not know, or that they prefer
 * not to say. The other reasons only note that nothing was said.
 */
export function isSaid(value: Json | undefined): boolean {
  if (value === undefined || value === null) return false;
  const reason = readMissing(value)?.missing;
  return reason === undefined || reason === 'refused' || reason === 'dontKnow';
}

/** A stored single answer or text; empty for anything else. */
export function readText(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The codes of a stored multiple answer or ranking; none if it is anything else. */
export function readCodes(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((code) => typeof code === 'string') : [];
}

/** Every code that a stored value names, in rows too. */
export function listCodes(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return isRecord(value) ? Object.values(value).flatMap(listCodes) : readCodes(value);
}

/** The rows of a stored grid, hidden ones included; none of a missing answer. */
export function readRows(value: Json | undefined): Record<string, Json> {
  return isRecord(value) && !('missing' in value) ? value : {};
}

/** Whether a value is an object with names. */
export function isRecord(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value holds nothing that could be stored as an answer. */
export function isEmpty(value: Json | undefined): value is undefined | null {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
