import vue from '@vitejs/plugin-vue';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { keepTemporaryFilesInMemory } from './support/temporary-folder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Tests of rules: no page, no clock, nothing that one could leave behind for the next. */
const RULE_TESTS = ['tests/domain/**/*.test.ts', 'tests/protocol/**/*.test.ts'];
/** Tests that run queries; only they make a PostgreSQL start. */
const SERVER_TESTS = ['tests/server/**/*.test.ts', 'tests/cli/**/*.test.ts'];
/** Both ends together: devices of several versions, which change what is global. */
const SYNC_TESTS = ['tests/sync/**/*.test.ts'];
/** The bundler's native part knows the objects of the process's own realm only. */
const BUNDLING_TESTS = ['tests/client/workers/sheet/large-workbooks.test.ts'];
/**
 * What takes half a minute and whose parts have tests of their own: `npm run test:long`, so that `npm test` keeps to
 * its time.
 */
const LONG_TESTS = ['tests/**/*.long.test.ts'];
const ON_DATABASES = {
  environment: 'node',
  globalSetup: ['tests/support/postgres-setup.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

keepTemporaryFilesInMemory();

export default defineConfig(({ mode }) => ({
  test: {
    // By default one core stays free: half of two.
    maxWorkers: '100%',
    // A test that ends closes its database while pages that are gone have not heard all that they had asked.
    onUnhandledError: ({ name }) => name !== 'DatabaseClosedError',
    projects: [
      {
        root,
        test: {
          name: 'rules',
          include: RULE_TESTS,
          environment: 'node',
          // What they import is loaded once for all of them.
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        plugins: [vue()],
        test: {
          name: 'unit',
          pool: 'vmThreads',
          setupFiles: ['tests/support/own-realm.ts'],
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', ...RULE_TESTS, ...SERVER_TESTS, ...SYNC_TESTS, ...BUNDLING_TESTS],
          environment: 'node',
          // Longer than `eventually` waits, so that it can say what did not come.
          testTimeout: 30_000,
        },
      },
      {
        root,
        plugins: [vue()],
        test: {
          ...ON_DATABASES,
          name: 'databases',
          include: SERVER_TESTS,
          exclude: mode === 'long' ? [] : LONG_TESTS,
          // Nothing of the server outlives the app that a test starts.
          isolate: false,
        },
      },
      {
        root,
        plugins: [vue()],
        test: {
          ...ON_DATABASES,
          name: 'sync',
          include: SYNC_TESTS,
          exclude: mode === 'long' ? [] : LONG_TESTS,
        },
      },
      { root, test: { name: 'bundling', include: BUNDLING_TESTS, environment: 'node', testTimeout: 30_000 } },
    ],
  },
}));
