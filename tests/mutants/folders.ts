/** What synced records are made of: the folders of `src` whose code is altered, with the tests that have to notice. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  'domain/sync': ['domain/sync', 'protocol', 'client/storage', 'client/sync'],
  'domain/records': ['domain/sync', 'domain/records', 'protocol', 'client/storage', 'client/records'],
  protocol: ['protocol'],
  'client/sync': ['client/sync'],
  'client/storage': ['client/storage', 'client/sync', 'client/records'],
};

export const FOLDER_NAMES: readonly string[] = Object.keys(FOLDERS);

/** Files that hold words alone. */
export const TEXTS: readonly string[] = ['src/protocol/problems.ts', 'src/protocol/fault-words.ts'];

/** The folders of tests that a folder's code answers to; every folder's for none in particular. */
export function testFoldersOf(folder: string): string[] {
  const tests = FOLDERS[folder] ?? [...new Set(Object.values(FOLDERS).flat())];
  return tests.map((path) => `tests/${path}`);
}
