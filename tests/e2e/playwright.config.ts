import { defineConfig } from '@playwright/test';

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
    { name: 'tests', testMatch: '*.spec.ts', grepInvert: /@long/ },
    // Walks over every screen: `npm run test:long`, so that `npm test` keeps to its time.
    { name: 'long', testMatch: '*.spec.ts', grep: /@long/ },
    { name: 'screens', testMatch: '*.screens.ts' },
  ],
});
