/** What Vite's manifest says of one chunk; its keys are the sources' paths. */
interface ManifestChunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
}
export type ViteManifest = Record<string, ManifestChunk>;

/** JavaScript of the staff app before its first screen works (quality.md, "Budgets"). */
export const FIRST_SCREEN_LIMIT_BYTES = 120 * 1024;

/** Pages that can be the first screen; where they are chunks of their own they count. */
const FIRST_PAGES = ['pages/SignInPage.vue', 'pages/TodayPage.vue'];

export interface SizeReport {
  /** The largest first. */
  files: { file: string; gzipBytes: number }[];
  totalBytes: number;
  isWithinLimit: boolean;
}

/**
 * The JavaScript that loads before the first screen: the entry, the pages that can
 * come first, and all that they import statically, each once.
 */
export function listFirstScreenFiles(manifest: ViteManifest): string[] {
  const roots = Object.keys(manifest).filter((key) => manifest[key]?.isEntry || FIRST_PAGES.includes(key));
  const seen = new Set<string>();
  const visit = (key: string): void => {
    if (seen.has(key)) return;
    seen.add(key);
    manifest[key]?.imports?.forEach(visit);
  };
  roots.forEach(visit);
  return [...seen].flatMap((key) => manifest[key]?.file ?? []).filter((file) => file.endsWith('.js'));
}

/**
 * Weighs what loads before the first screen.
 *
 * @param gzipBytesOf the size of a built file after gzip.
 * @throws when the manifest has no entry, so that an empty report never passes.
 */
export function computeSizeReport(manifest: ViteManifest, gzipBytesOf: (file: string) => number): SizeReport {
  const files = listFirstScreenFiles(manifest)
    .map((file) => ({ file, gzipBytes: gzipBytesOf(file) }))
    .sort((a, b) => b.gzipBytes - a.gzipBytes);
  if (files.length === 0) throw new Error('the manifest has no entry: nothing was weighed');
  const totalBytes = files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
  return { files, totalBytes, isWithinLimit: totalBytes <= FIRST_SCREEN_LIMIT_BYTES };
}

/** The report as a person reads it. */
export function formatSizeReport({ files, totalBytes, isWithinLimit }: SizeReport): string {
  const line = (bytes: number, text: string): string => `  ${(bytes / 1024).toFixed(1).padStart(7)} KiB  ${text}`;
  const limit = FIRST_SCREEN_LIMIT_BYTES / 1024;
  return [
    'JavaScript before the first screen (gzip):',
    ...files.map(({ file, gzipBytes }) => line(gzipBytes, file)),
    line(totalBytes, `in all; the limit is ${limit} KiB${isWithinLimit ? '' : ': TOO LARGE'}`),
    '',
  ].join('\n');
}
