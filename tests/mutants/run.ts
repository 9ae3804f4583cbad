import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { FOLDER_NAMES, holdsTexts, testFoldersOf } from './folders.ts';
import { judge, type Equivalent, type Mutant } from './judge.ts';

/*
 * npm run --silent mutants -- domain/sync: alters the code of a folder of `src` in many small ways
 * and sees whether its tests notice. What survives is printed; the last line is JSON. Exit code 1
 * below the bar or with an entry in `equivalent.json` that nothing bears out, 2 for wrong use.
 *
 * One file after the other, each with its results kept in `.mutants/`: started again after an
 * end half-way it goes on, and after an edit it tries what the edit may have changed.
 */
const USAGE = `npm run --silent mutants -- FOLDER [--runners N]\nFOLDER: ${FOLDER_NAMES.join(', ')}`;

/** Percent of the mutants that have to be noticed. */
const BAR = 80;
const RESULTS = '.mutants';

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (!options) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const { folder, runners } = options;
  // The runners' Vitest reads it, in processes of its own.
  process.env['MUTANTS_FOLDER'] = folder;
  const fingerprint = fingerprintOf(['src', ...testFoldersOf(folder)]);
  const mutants: Mutant[] = [];
  for (const file of listFiles(join('src', folder)).filter((path) => !holdsTexts(path))) {
    mutants.push(...(await tryFile(file, { fingerprint, runners })));
  }

  const equivalents = readJson<Equivalent[]>('tests/mutants/equivalent.json');
  const here = equivalents.filter(({ file }) => file.startsWith(`src/${folder}/`));
  const { survived, stale, ...figures } = judge(mutants, here, lineOf);
  for (const { fileName, location, mutatorName, replacement, status } of survived) {
    const line = lineOf(fileName, location.start.line).trim();
    process.stdout.write(
      `${status} ${mutatorName} ${fileName}:${location.start.line}\n  ${line}\n  -> ${replacement ?? ''}\n`,
    );
  }
  for (const { file, line } of stale) process.stdout.write(`no survivor any longer: ${file}: ${line}\n`);
  process.stdout.write(`${JSON.stringify({ folder, ...figures, survived: survived.length })}\n`);
  return figures.score >= BAR && stale.length === 0 ? 0 : 1;
}

/** Tries the mutants of one file, or gives what came out of it when nothing has changed since. */
async function tryFile(
  file: string,
  { fingerprint, runners }: { fingerprint: string; runners: number },
): Promise<Mutant[]> {
  const resultFile = join(RESULTS, `${file}.result.json`);
  if (existsSync(resultFile)) {
    const kept = readJson<{ fingerprint: string; mutants: Mutant[] }>(resultFile);
    if (kept.fingerprint === fingerprint) return kept.mutants;
  }
  process.stdout.write(`${file}\n`);
  const results = await new Stryker({
    mutate: [file],
    mutator: { excludedMutations: ['StringLiteral'] },
    testRunner: 'vitest',
    vitest: { configFile: 'tests/mutants/vitest.config.ts' },
    plugins: ['@stryker-mutator/vitest-runner'],
    coverageAnalysis: 'perTest',
    incremental: true,
    incrementalFile: join(RESULTS, `${file}.incremental.json`),
    concurrency: runners,
    // A mutant that makes a loop without end is ended after the time that its tests take, twice, and this.
    timeoutMS: 20_000,
    tempDirName: join(RESULTS, 'sandbox'),
    ignorePatterns: [RESULTS, 'dist', 'docs', 'public', 'data'],
    reporters: ['progress-append-only'],
    allowEmpty: true,
  }).runMutationTest();
  const mutants = results.map(({ fileName, ...result }): Mutant => ({
    fileName: fileName.startsWith('/') ? fileName.slice(process.cwd().length + 1) : fileName,
    location: result.location,
    mutatorName: result.mutatorName,
    replacement: result.replacement,
    status: result.status,
    static: result.static,
    testsCompleted: result.testsCompleted,
  }));
  mkdirSync(dirname(resultFile), { recursive: true });
  writeFileSync(resultFile, JSON.stringify({ fingerprint, mutants }));
  return mutants;
}

/** One word for all that the results rest on. */
function fingerprintOf(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of folders.flatMap(listFiles)) hash.update(`${file}\0${readFileSync(file, 'utf8')}\0`);
  return hash.digest('hex');
}

/** The TypeScript files of a folder and those below, sorted; none where there is no such folder. */
function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
    .sort();
}

function lineOf(file: string, line: number): string {
  return readFileSync(file, 'utf8').split('\n')[line - 1] ?? '';
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

function readOptions(): { folder: string; runners: number } | undefined {
  try {
    const { values, positionals } = parseArgs({
      options: { runners: { type: 'string', default: '2' } },
      allowPositionals: true,
    });
    const [folder, ...rest] = positionals;
    const runners = Number(values.runners);
    const isRight =
      folder !== undefined &&
      rest.length === 0 &&
      FOLDER_NAMES.includes(folder) &&
      Number.isSafeInteger(runners) &&
      runners > 0;
    return isRight ? { folder, runners } : undefined;
  } catch {
    return undefined;
  }
}
