import { cp, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { computeStamp, isBuildCurrent, writeStamp } from '#cli/build-stamp.ts';

describe('the build stamp', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'banso-stamp-'));
    for (const folder of ['src/client', 'public', 'dist'])
      await mkdir(join(root, folder), { recursive: true });
    for (const file of ['src/client/main.ts', 'vite.config.ts', 'package.json', 'package-lock.json']) {
      await writeFile(join(root, file), file);
    }
    writeStamp(root, computeStamp(root));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('is current after a build, also when a checkout changes the times', async () => {
    await utimes(join(root, 'src/client/main.ts'), 0, 0);
    expect(isBuildCurrent(root)).toBe(true);
  });

  it.each<[string, () => Promise<void>]>([
    ['changed', () => writeFile(join(root, 'src/client/main.ts'), 'other')],
    ['added', () => writeFile(join(root, 'public/icon.svg'), '')],
    [
      'renamed',
      () =>
        cp(join(root, 'src/client/main.ts'), join(root, 'src/client/app.ts')).then(() =>
          rm(join(root, 'src/client/main.ts')),
        ),
    ],
    ['removed', () => rm(join(root, 'src/client/main.ts'))],
  ])('is not when a source is %s', async (_what, change) => {
    await change();
    expect(isBuildCurrent(root)).toBe(false);
  });

  it('is not when nothing was built', async () => {
    await rm(join(root, 'dist'), { recursive: true });
    expect(isBuildCurrent(root)).toBe(false);
  });
});
