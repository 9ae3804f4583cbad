import { defineConfig } from '@playwright/test';

/**
 * Whole files, or tests with the tag: walks over every screen, looks at details, and work whose parts have tests of
 * their own. They are `npm run test:long`, so that `npm test` keeps to its time.
 */
const LONG = /\.long\.spec\.ts|@long/;

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  // One journey leads through the whole product; a second try would only hide what went wrong.
  retries: 0,
  // Each file has a server of its own, and most of its time is waiting.
  workers: 2,
  timeout: 600_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  // A button that is not there is told soon, not at the end of the journey's ten minutes.
  use: { locale: 'ja-JP', timezoneId: 'Asia/Tokyo', trace: 'off', actionTimeout: 30_000 },
  projects: [
    { name: 'tests', testMatch: '*.spec.ts', grepInvert: LONG },
    { name: 'long', testMatch: '*.spec.ts', grep: LONG },
    { name: 'screens', testMatch: '*.screens.ts' },
  ],
});
