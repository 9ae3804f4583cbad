import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is kept of them here: which packages, and the sources of the pages. */
const PEERS = fileURLToPath(new URL('peers', import.meta.url));
/** Git ignores it, and the product's own packages stay as they are. */
const WORKSHOP = fileURLToPath(new URL('../../.build/peers', import.meta.url));

/** The peers' packages cannot be had here and now. */
export class PeersUnavailable extends Error {}

/**
 * Fetches the peers' packages as their lockfile pins them, once, and lays the sources of
 * their pages beside them.
 *
 * @returns the folder with both.
 * @throws PeersUnavailable when the packages cannot be fetched.
 */
export async function installPeers(): Promise<string> {
  await mkdir(WORKSHOP, { recursive: true });
  for (const page of ['odk', 'surveyjs'])
    await cp(join(PEERS, page), join(WORKSHOP, page), { recursive: true });
  const lockfile = await readFile(join(PEERS, 'package-lock.json'), 'utf8');
  // Written when everything is there: a fetch that broke off begins anew.
  const installed = join(WORKSHOP, 'installed-lock.json');
  if (existsSync(installed) && (await readFile(installed, 'utf8')) === lockfile) return WORKSHOP;

  for (const name of ['package.json', 'package-lock.json']) await cp(join(PEERS, name), join(WORKSHOP, name));
  process.stderr.write('fetching the packages of ODK Web Forms and SurveyJS …\n');
  const { status, stderr, error } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: WORKSHOP,
    encoding: 'utf8',
  });
  if (status !== 0) {
    const reason = error?.message ?? /^npm error (.*)$/m.exec(stderr)?.[1] ?? stderr;
    throw new PeersUnavailable(
      `the peers' packages could not be fetched; without --peers the bench needs no network (${reason})`,
    );
  }
  await writeFile(installed, lockfile);
  return WORKSHOP;
}
