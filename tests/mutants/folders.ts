/** What synced records are made of: the folders of `src` whose code is altered, with the tests that have to notice. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  'domain/sync': ['domain/sync', 'domain/records', 'client/storage', 'client/sync'],
  'domain/records': ['domain/records', 'domain/sync'],
  protocol: ['protocol'],
  'client/sync': ['client/sync'],
  'client/storage': ['client/storage', 'client/sync', 'client/records'],
};

export const FOLDER_NAMES: readonly string[] = Object.keys(FOLDERS);

/** Whether a file holds words alone. */
export function holdsTexts(path: string): boolean {
  return (
    ['src/protocol/problems.ts', 'src/protocol/fault-words.ts'].includes(path) ||
    path.startsWith('src/domain/records/words/')
  );
}

/** The folders of tests that a folder's code answers to; every folder's for none in particular. */
export function testFoldersOf(folder: string): string[] {
  const tests = FOLDERS[folder] ?? [...new Set(Object.values(FOLDERS).flat())];
  return tests.map((path) => `tests/${path}`);
}
