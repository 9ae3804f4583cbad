import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** A run that must fail; tests/test-run.test.ts looks at its exit code. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['*.check.ts'],
    globalSetup: ['#tests/support/postgres-setup.ts'],
  },
});
