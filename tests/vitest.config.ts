import vue from '@vitejs/plugin-vue';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Tests that run queries; only they make a PostgreSQL start. */
const DATABASE_TESTS = ['tests/server/**/*.test.ts', 'tests/sync/**/*.test.ts', 'tests/cli/**/*.test.ts'];

export default defineConfig({
  test: {
    // By default one core stays free: half of two.
    maxWorkers: '100%',
    // A test that ends closes its database while pages that are gone have not heard all that they had asked.
    onUnhandledError: ({ name }) => name !== 'DatabaseClosedError',
    projects: [
      {
        root,
        plugins: [vue()],
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', ...DATABASE_TESTS],
          environment: 'node',
          // Longer than `eventually` waits, so that it can say what did not come.
          testTimeout: 30_000,
        },
      },
      {
        root,
        plugins: [vue()],
        test: {
          name: 'databases',
          include: DATABASE_TESTS,
          environment: 'node',
          globalSetup: ['tests/support/postgres-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
