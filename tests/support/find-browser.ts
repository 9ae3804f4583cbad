import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** Names and places under which systems install Chromium and Chrome. */
const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The browser for the end-to-end tests, found or installed, in this order: the one
 * that `CHROMIUM` names, Playwright's own, one of the system's, Playwright's
 * download, and as root on Debian the system's package.
 *
 * @returns the path of its program.
 * @throws with what to do when none can be had.
 */
export function findBrowser(): string {
  const named = process.env['CHROMIUM'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM names ${named}, which does not exist.`);
  }
  return findInstalled() ?? install();
}

function findInstalled(): string | undefined {
  return [chromium.executablePath(), ...SYSTEM_BROWSERS].find(
    (path) => path !== '' && existsSync(path) && canRun(path),
  );
}

/** A downloaded browser may lack libraries of the system: then it cannot even say its version. */
function canRun(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

function install(): string {
  say('No Chromium found; installing Playwright’s own …');
  run('npx', ['playwright', 'install', 'chromium']);
  const downloaded = findInstalled();
  if (downloaded) return downloaded;

  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('That did not work; installing the system’s package …');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '--no-install-recommends', '-qq', 'chromium', 'fonts-noto-cjk']);
    const packaged = findInstalled();
    if (packaged) return packaged;
  }
  throw new Error(
    'No Chromium could be found or installed. Install Chromium or Chrome, or name one: CHROMIUM=/path/to/chromium npm test',
  );
}

function run(program: string, args: string[]): void {
  spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
