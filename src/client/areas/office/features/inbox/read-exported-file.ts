import * as v from 'valibot';
import type { Change } from '#domain/sync/change.ts';
import type { ParcelContent, SealedLetter } from '#protocol/parcels.ts';
import { anyExportSchema, digestOf, exportedFileSchema } from '#protocol/unsent-file.ts';

/** Far more than a phone gathers in months. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** Why a file is not taken; nothing of it is then. */
export type FileFault = 'empty' | 'tooLarge' | 'foreign' | 'newer' | 'damaged' | 'altered' | 'otherCentre';

/** What a file brings. */
export type FileContent =
  | { kind: 'changes'; changes: Change[]; drafts: ParcelContent['drafts']; exportedAt: string }
  | { kind: 'letters'; letters: SealedLetter[] };

/** Reads a file that this product has written on some device, as a whole or not at all. */
export async function readExportedFile(file: File, centreId: string): Promise<FileContent | FileFault> {
  if (file.size === 0) return 'empty';
  if (file.size > MAX_FILE_BYTES) return 'tooLarge';
  const text = await file.text();
  // Some programs put a mark before the first character.
  return parseExported(text.replace(/^\uFEFF/, ''), centreId);
}

/** The same of a file's text. */
export function parseExported(text: string, centreId: string): FileContent | FileFault {
  if (text.trim() === '') return 'empty';
  const value = parseJson(text);
  // Cut off, its beginning still says what it was.
  if (value === undefined) return /^\s*\{\s*"format"\s*:\s*"banso-/.test(text) ? 'damaged' : 'foreign';
  const any = v.safeParse(anyExportSchema, value);
  if (!any.success) return 'foreign';
  if (any.output.version > (any.output.format === 'banso-sealed-letters' ? 1 : 2)) return 'newer';
  const parsed = v.safeParse(exportedFileSchema, value);
  if (!parsed.success) return 'damaged';
  const content = parsed.output;
  if (content.format === 'banso-sealed-letters')
    return content.letters.length === 0 ? 'empty' : { kind: 'letters', letters: content.letters };
  if (content.version === 2 && !bearsItsDigest(value)) return 'altered';
  if (content.version === 2 && content.centreId !== centreId) return 'otherCentre';
  const { changes, exportedAt } = content;
  const drafts = content.version === 2 ? content.drafts : [];
  return changes.length + drafts.length === 0 ? 'empty' : { kind: 'changes', changes, drafts, exportedAt };
}

/** By all that stands in the file, also what this build does not know. */
function bearsItsDigest(file: Parameters<typeof digestOf>[0]): boolean {
  try {
    return digestOf(file) === file.digest;
  } catch {
    return false;
  }
}

function parseJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return undefined;
  }
}
