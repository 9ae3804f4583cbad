import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPeers } from './install-peers.ts';

/** What one of them took for a table, and what it counted: `[group × code]`, groups and codes without "none". */
interface Counted {
  times: number[];
  counts: number[];
}

/** One peer's 20 × 9 and 20 × 16 options. */
export interface PeerTables {
  single: Counted;
  multiple: Counted;
}

export interface PeerColumns {
  groups: Uint8Array;
  answers: Uint8Array;
  options: Uint16Array;
}

/** The loop in C, which stands for what the machine can do. */
export const C_LOOP = 'C loop';

/**
 * The same tables by DuckDB (two threads), Arquero and a loop in C, which is left out where there is no compiler; each in a
 * process of its own, one after the other.
 *
 * @throws PeersUnavailable when the packages cannot be fetched, and an Error when a peer counts something else than `expected`
 */
export async function countByPeers(
  { groups, answers, options }: PeerColumns,
  rounds: number,
  expected: { single: readonly number[]; multiple: readonly number[] },
): Promise<Record<string, PeerTables>> {
  const workshop = await installPeers('tabulation');
  const folder = await mkdtemp(join(tmpdir(), 'banso-bench-tabulation-'));
  try {
    for (const [name, column] of Object.entries({ groups, answers, options }))
      await writeFile(join(folder, `${name}.bin`), new Uint8Array(column.buffer));
    const ask = (program: string, given: string[]): unknown =>
      JSON.parse(
        execFileSync(program, [...given, folder, String(rounds)], { encoding: 'utf8', maxBuffer: 1 << 26 }),
      );
    const loop = compileLoop(folder);
    const tables = {
      ...(ask('node', [join(workshop, 'count.js')]) as Record<string, PeerTables>),
      ...(loop && { [C_LOOP]: ask(loop, []) as PeerTables }),
    };
    for (const [peer, { single, multiple }] of Object.entries(tables))
      if (`${single.counts}` !== `${expected.single}` || `${multiple.counts}` !== `${expected.multiple}`)
        throw new Error(`${peer} counts something else than we do`);
    return tables;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where the loop is, compiled; `undefined`, and said, without a compiler. */
function compileLoop(folder: string): string | undefined {
  const source = fileURLToPath(new URL('./tabulation-loop.c', import.meta.url));
  const program = join(folder, 'tabulation-loop');
  for (const compiler of ['cc', 'gcc', 'clang'])
    if (spawnSync(compiler, ['-O2', '-o', program, source]).status === 0) return program;
  process.stderr.write('there is no C compiler here: without the loop in C\n');
  return undefined;
}
