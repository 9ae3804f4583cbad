import { spawnSync } from 'node:child_process';
import { findBrowser } from './find-browser.ts';

/*
 * Runs the end-to-end tests in a real browser: `run-e2e.ts [--screens] [playwright arguments]`.
 * With `--screens` it renews the pictures under docs/screens instead.
 */
const [first, ...rest] = process.argv.slice(2);
const isScreens = first === '--screens';
const given = isScreens ? rest : [first, ...rest].filter((argument) => argument !== undefined);

let browser: string;
try {
  browser = findBrowser();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const project = isScreens ? 'screens' : 'tests';
const { status } = spawnSync(
  'npx',
  ['playwright', 'test', '--config', 'tests/e2e/playwright.config.ts', `--project=${project}`, ...given],
  { stdio: 'inherit', env: { ...process.env, CHROMIUM: browser } },
);
process.exit(status ?? 1);
