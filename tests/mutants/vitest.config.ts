import vue from '@vitejs/plugin-vue';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { testFoldersOf } from './folders.ts';

/** The tests that a mutant has to get past; `run.ts` says for which folder. Stryker reads this in a copy of the project. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  plugins: [vue()],
  test: {
    include: testFoldersOf(process.env['MUTANTS_FOLDER'] ?? '').map((folder) => `${folder}/**/*.test.ts`),
    environment: 'node',
    testTimeout: 30_000,
  },
});
