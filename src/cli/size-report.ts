/** What Vite's manifest says of one chunk; its keys are the sources' paths. */
interface ManifestChunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
}
export type ViteManifest = Record<string, ManifestChunk>;

/** JavaScript of the staff app before its first screen works (quality.md, "Budgets"). */
export const FIRST_SCREEN_LIMIT_BYTES = 120 * 1024;

/** Pages that can be the first screen: a stranger's and a signed-in person's. */
const FIRST_PAGES = ['pages/SignInPage.vue', 'pages/TodayPage.vue'];

export interface SizeReport {
  /** The first screen that needs most. */
  page: string;
  /** The largest first. */
  files: { file: string; gzipBytes: number }[];
  totalBytes: number;
  isWithinLimit: boolean;
}

/**
 * The JavaScript that loads before a page works as the first screen: the entry, the
 * page, and all that they import statically, each once.
 */
export function listFirstScreenFiles(manifest: ViteManifest, page: string): string[] {
  const roots = Object.keys(manifest).filter((key) => manifest[key]?.isEntry || key === page);
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
 * Weighs what loads before the first screen, of the first screens the heaviest.
 *
 * @param gzipBytesOf the size of a built file after gzip.
 * @throws when the manifest has no entry, so that an empty report never passes.
 */
export function computeSizeReport(manifest: ViteManifest, gzipBytesOf: (file: string) => number): SizeReport {
  const reports = FIRST_PAGES.map((page) => {
    const files = listFirstScreenFiles(manifest, page)
      .map((file) => ({ file, gzipBytes: gzipBytesOf(file) }))
      .sort((a, b) => b.gzipBytes - a.gzipBytes);
    return { page, files, totalBytes: files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) };
  });
  const heaviest = reports.reduce((a, b) => (b.totalBytes > a.totalBytes ? b : a));
  if (heaviest.files.length === 0) throw new Error('the manifest has no entry: nothing was weighed');
  return { ...heaviest, isWithinLimit: heaviest.totalBytes <= FIRST_SCREEN_LIMIT_BYTES };
}

/** The report as a person reads it. */
export function formatSizeReport({ page, files, totalBytes, isWithinLimit }: SizeReport): string {
  const line = (bytes: number, text: string): string => `  ${(bytes / 1024).toFixed(1).padStart(7)} KiB  ${text}`;
  const limit = FIRST_SCREEN_LIMIT_BYTES / 1024;
  return [
    `JavaScript before the first screen works (gzip; the heaviest, ${page}):`,
    ...files.map(({ file, gzipBytes }) => line(gzipBytes, file)),
    line(totalBytes, `in all; the limit is ${limit} KiB${isWithinLimit ? '' : ': TOO LARGE'}`),
    '',
  ].join('\n');
}
