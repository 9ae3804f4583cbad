/** What Vite's manifest says of one chunk; its keys are the sources' paths. */
interface ManifestChunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
  css?: string[];
}
export type ViteManifest = Record<string, ManifestChunk>;

/** JavaScript of the staff app before its first screen works. */
export const FIRST_SCREEN_LIMIT_BYTES = 120 * 1024;
/** All JavaScript of the company's page, and its service worker apart. */
export const RESPONDENT_LIMIT_BYTES = 45 * 1024;
export const RESPONDENT_WORKER_LIMIT_BYTES = 5 * 1024;

/** Pages that can be the first screen: a stranger's and a signed-in person's. */
const FIRST_PAGES = ['areas/shell/pages/SignInPage.vue', 'areas/field/pages/TodayPage.vue'];

/** What of a product is weighed together, against one limit. */
export interface SizeReport {
  /** What it is, in words. */
  subject: string;
  /** The largest first. */
  files: { file: string; gzipBytes: number }[];
  totalBytes: number;
  limitBytes: number;
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
 * Weighs files against a limit.
 *
 * @param gzipBytesOf the size of a built file after gzip.
 * @throws when there is no file, so that an empty report never passes.
 */
export function weighFiles(
  subject: string,
  names: readonly string[],
  limitBytes: number,
  gzipBytesOf: (file: string) => number,
): SizeReport {
  if (names.length === 0) throw new Error(`${subject}: no entry, nothing was weighed`);
  const files = names
    .map((file) => ({ file, gzipBytes: gzipBytesOf(file) }))
    .sort((a, b) => b.gzipBytes - a.gzipBytes);
  const totalBytes = files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
  return { subject, files, totalBytes, limitBytes, isWithinLimit: totalBytes <= limitBytes };
}

/** Weighs what the staff app loads before its first screen, of the first screens the heaviest. */
export function weighFirstScreen(manifest: ViteManifest, gzipBytesOf: (file: string) => number): SizeReport {
  return FIRST_PAGES.map((page) =>
    weighFiles(
      `Staff app, before the first screen works (the heaviest, ${page})`,
      listFirstScreenFiles(manifest, page),
      FIRST_SCREEN_LIMIT_BYTES,
      gzipBytesOf,
    ),
  ).reduce((a, b) => (b.totalBytes > a.totalBytes ? b : a));
}

/** Weighs the company's page: every script that its build has made, whenever it would load. */
export function weighRespondentPage(
  manifest: ViteManifest,
  gzipBytesOf: (file: string) => number,
): SizeReport {
  const scripts = new Set(
    Object.values(manifest)
      .map(({ file }) => file)
      .filter((file) => file.endsWith('.js')),
  );
  return weighFiles('Company’s page, all of it', [...scripts], RESPONDENT_LIMIT_BYTES, gzipBytesOf);
}

/** The report as a person reads it. */
export function formatSizeReport({
  subject,
  files,
  totalBytes,
  limitBytes,
  isWithinLimit,
}: SizeReport): string {
  const line = (bytes: number, text: string): string =>
    `  ${(bytes / 1024).toFixed(1).padStart(7)} KiB  ${text}`;
  return [
    `JavaScript (gzip). ${subject}:`,
    ...files.map(({ file, gzipBytes }) => line(gzipBytes, file)),
    line(totalBytes, `in all; the limit is ${limitBytes / 1024} KiB${isWithinLimit ? '' : ': TOO LARGE'}`),
    '',
  ].join('\n');
}
