import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PLANTED_DEFECTS, type PlantedDefect } from './defects.ts';

/*
 * npm run --silent planted [-- --only NAME]: plants each defect in a copy of the sources and sees
 * whether the simulator notices it within 300 runs, or the tests that are named for it. The last
 * line is JSON; exit code 1 when one is not noticed or cannot be planted any longer, 2 for wrong use.
 */
const COPY = '.planted';
const RUNS = 300;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const defects = PLANTED_DEFECTS.filter(({ name }) => values.only === undefined || name === values.only);
  if (defects.length === 0) {
    process.stderr.write(
      `no such defect; there are: ${PLANTED_DEFECTS.map(({ name }) => name).join(', ')}\n`,
    );
    return 2;
  }
  let noticed = 0;
  for (const defect of defects) {
    const how = await tryDefect(defect);
    if (how !== undefined) noticed += 1;
    process.stdout.write(`${how === undefined ? 'NOT NOTICED' : 'noticed'}  ${defect.name}  ${how ?? ''}\n`);
  }
  await rm(COPY, { recursive: true, force: true });
  process.stdout.write(`${JSON.stringify({ defects: defects.length, noticed })}\n`);
  return noticed === defects.length ? 0 : 1;
}

/** Gives what noticed the defect. @throws when the sources have changed so that it cannot be planted. */
async function tryDefect({ name, edits, noticedBy }: PlantedDefect): Promise<string | undefined> {
  await rm(COPY, { recursive: true, force: true });
  await mkdir(COPY);
  for (const part of ['src', 'tests', 'seeds', 'package.json', 'tsconfig.json'])
    await cp(part, join(COPY, part), { recursive: true });
  await symlink('../node_modules', join(COPY, 'node_modules'));
  for (const { file, find, put } of edits) {
    const path = join(COPY, file);
    const text = await readFile(path, 'utf8');
    if (text.split(find).length !== 2) throw new Error(`${name}: ${file} does not hold once: ${find}`);
    await writeFile(
      path,
      text.replace(find, () => put),
    );
  }
  return noticedBy ? byTests(noticedBy) : bySimulator();
}

function byTests(tests: readonly string[]): string | undefined {
  const { status } = run(['vitest', 'run', '--mode', 'long', '--config', 'tests/vitest.config.ts', ...tests]);
  return status === 0 ? undefined : tests.join(', ');
}

function bySimulator(): string | undefined {
  const { status, stdout } = run(['tsx', 'tests/sync/faults.ts', '--runs', `${RUNS}`, '--stop']);
  if (status === 0) return undefined;
  const total = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { runs: number };
  return `the simulator, in run ${total.runs}`;
}

function run(command: string[]): { status: number | null; stdout: string } {
  return spawnSync('npx', command, { cwd: COPY, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}
