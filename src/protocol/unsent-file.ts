import * as v from 'valibot';
import { hashJson } from '#domain/canonical/hash.ts';
import type { Change } from '#domain/sync/change.ts';
import { sealedLetterSchema, type ParcelContent } from './parcels.ts';
import { changeSchema, isShallow } from './sync.ts';

/*
 * The files in which records leave a device that cannot send them. What is not sealed bears the hash
 * of its content, so that a file that was damaged or changed by hand is noticed as a whole.
 */

/** What is in a file of unsent changes: like a letter, but as many changes as wait. */
export interface UnsentFile extends Omit<ParcelContent, 'version' | 'changes'> {
  version: 2;
  changes: Change[];
  /** SHA-256 over the canonical JSON of all the rest. */
  digest: string;
}

/** The hash that a file of unsent changes has to bear. */
export function digestOf({ digest: _own, ...content }: Partial<UnsentFile>): string {
  return hashJson(content);
}

const text = v.pipe(v.string(), v.maxLength(200));
const changes = v.array(v.pipe(v.unknown(), v.check(isShallow, 'nested too deeply'), changeSchema));

/** Version 1 said neither whose it is nor had it a hash; its devices are out there. */
const firstVersionSchema = v.object({
  format: v.literal('banso-unsent-changes'),
  version: v.literal(1),
  exportedAt: text,
  changes,
});

const unsentFileSchema = v.object({
  format: v.literal('banso-unsent-changes'),
  version: v.literal(2),
  centreId: text,
  userId: text,
  exportedAt: text,
  changes,
  drafts: v.array(v.object({ name: v.string(), text: v.string() })),
  digest: text,
});

const lettersFileSchema = v.object({
  format: v.literal('banso-sealed-letters'),
  version: v.literal(1),
  letters: v.array(sealedLetterSchema),
});

/** A file whose form is right. */
export const exportedFileSchema = v.variant('format', [
  v.variant('version', [firstVersionSchema, unsentFileSchema]),
  lettersFileSchema,
]);
export type ExportedFile = v.InferOutput<typeof exportedFileSchema>;

/** What tells a file of ours, whatever its version. */
export const anyExportSchema = v.object({
  format: v.picklist(['banso-unsent-changes', 'banso-sealed-letters']),
  version: v.number(),
});
