import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './find-browser.ts';
import { keepTemporaryFilesInMemory } from './temporary-folder.ts';

/*
 * Runs the end-to-end tests in a real browser: `run-e2e.ts [--long | --screens] [playwright arguments]`.
 * With `--long` those that walk over every screen, which are not part of `npm test`; with
 * `--screens` it renews the pictures under docs/screens instead.
 */
const given = process.argv.slice(2);
/** What is run: the tests, the long ones, or the pictures. */
const project = given[0] === '--screens' ? 'screens' : given[0] === '--long' ? 'long' : 'tests';
if (project !== 'tests') given.shift();

let browser: string;
try {
  browser = findBrowser();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

keepTemporaryFilesInMemory();
/** Where the tests of this run share the demo that the first of them installs. */
const demoCache = mkdtempSync(join(tmpdir(), 'banso-demo-'));
const { status } = spawnSync(
  'npx',
  ['playwright', 'test', '--config', 'tests/e2e/playwright.config.ts', `--project=${project}`, ...given],
  { stdio: 'inherit', env: { ...process.env, CHROMIUM: browser, DEMO_CACHE: demoCache } },
);
rmSync(demoCache, { recursive: true, force: true });
process.exit(status ?? 1);
