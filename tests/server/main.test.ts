import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../../src/server/main.ts', import.meta.url));

/** Runs the server as a process of its own until it ends; `onText` sees what it has written to standard output so far. */
async function runMain(
  env: Record<string, string>,
  onText: (text: string, stop: () => void) => void,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], { env: { ...process.env, ...env } });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  child.stdout.on('data', (chunk) => {
    stdout += String(chunk);
    onText(stdout, () => child.kill('SIGTERM'));
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

describe('the server process', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'banso-main-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('prints its address and stops in order when it is told to', async () => {
    const { code, stdout, stderr } = await runMain({ PORT: '0', DATA_DIR: dataDir }, (text, stop) => {
      if (text.includes('Ctrl+C')) stop();
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/\/app\/link\/[\w-]{43}\n/);
    // The log is one JSON object a line, and tells nothing of the link.
    for (const line of stderr.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ name: 'banso' });
    expect(stderr).not.toContain('/link/');
    // SQLite puts its write-ahead log away when it is closed properly.
    expect((await readdir(dataDir)).sort()).toEqual([
      'banso.sqlite',
      'invitation-keys',
      'parcel-key',
      'secret',
    ]);
  });

  it('ends with 1 and the reason when it cannot start', async () => {
    const { code, stdout, stderr } = await runMain({ PORT: 'abc', DATA_DIR: dataDir }, () => undefined);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/起動できませんでした[^]*did not start[^]*PORT/);
  });
});
