import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Those that ask a questionnaire, and those that count. */
export type PeerKind = 'survey' | 'tabulation';

interface PeerSet {
  who: string;
  /** Its folder in `peers`, with the packages' names and lockfile. */
  folder: string;
  /** What of the folder runs with the packages. */
  sources: readonly string[];
}

const SETS: Record<PeerKind, PeerSet> = {
  survey: { who: 'ODK Web Forms and SurveyJS', folder: '.', sources: ['odk', 'surveyjs'] },
  tabulation: { who: 'DuckDB and Arquero', folder: 'tabulation', sources: ['count.js'] },
};

/** What is kept of them here: which packages, and the sources that use them. */
const PEERS = fileURLToPath(new URL('peers', import.meta.url));
/** Git ignores it, and the product's own packages stay as they are. */
const WORKSHOPS: Record<PeerKind, string> = {
  survey: fileURLToPath(new URL('../../.build/peers', import.meta.url)),
  tabulation: fileURLToPath(new URL('../../.build/peers-tabulation', import.meta.url)),
};

/** The peers' packages cannot be had here and now. */
export class PeersUnavailable extends Error {}

/**
 * Fetches the peers' packages as their lockfile pins them, once, and lays the sources that use them beside them.
 *
 * @returns the folder with both.
 * @throws PeersUnavailable when the packages cannot be fetched.
 */
export async function installPeers(kind: PeerKind): Promise<string> {
  const { who, folder, sources } = SETS[kind];
  const kept = join(PEERS, folder);
  const workshop = WORKSHOPS[kind];
  await mkdir(workshop, { recursive: true });
  for (const source of sources) await cp(join(kept, source), join(workshop, source), { recursive: true });
  const lockfile = await readFile(join(kept, 'package-lock.json'), 'utf8');
  // Written when everything is there: a fetch that broke off begins anew.
  const installed = join(workshop, 'installed-lock.json');
  if (existsSync(installed) && (await readFile(installed, 'utf8')) === lockfile) return workshop;

  for (const name of ['package.json', 'package-lock.json']) await cp(join(kept, name), join(workshop, name));
  process.stderr.write(`fetching the packages of ${who} …\n`);
  const { status, stderr, error } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: workshop,
    encoding: 'utf8',
  });
  if (status !== 0) {
    const reason = error?.message ?? /^npm error (.*)$/m.exec(stderr)?.[1] ?? stderr;
    throw new PeersUnavailable(
      `the packages of ${who} could not be fetched; without --peers the bench needs no network (${reason})`,
    );
  }
  await writeFile(installed, lockfile);
  return workshop;
}
