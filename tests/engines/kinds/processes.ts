import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

const START_MS = 60_000;

/** Starts a program of an engine; what it says of itself is of no use to anybody. */
export function start(program: string, args: string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(program, args, {
    stdio: 'ignore',
    // A group of its own, so that its helpers end with it.
    detached: true,
    env: { ...process.env, ...environment },
  });
}

/** Ends it and its helpers at once. */
export async function killGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}

/** Ends a process and all that it has started at once, wherever it stands. */
export function killTree(pid: number): void {
  const children = childrenOf(pid);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It had ended by itself.
  }
  children.forEach(killTree);
}

function childrenOf(pid: number): number[] {
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return [];
  return readdirSync(tasks)
    .flatMap((task) => readFileSync(`${tasks}/${task}/children`, 'utf8').split(' '))
    .filter(Boolean)
    .map(Number);
}

/** Waits until a program has written a file that says how to reach it. */
export async function readWhenThere(file: string): Promise<string> {
  for (const deadline = Date.now() + START_MS; Date.now() < deadline;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '') return text;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the browser did not start');
}

/** Waits until something listens there. */
export async function untilListening(address: string): Promise<void> {
  for (const deadline = Date.now() + START_MS; Date.now() < deadline;) {
    const isThere = await fetch(`${address}/status`).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the driver did not start');
}

/** The first of these programs that is there. */
export function findProgram(paths: readonly string[]): string | undefined {
  return paths.find((path) => existsSync(path));
}

/**
 * Installs Debian's packages where one is root on a Debian.
 * @throws with the names of what is missing.
 */
export function installPackages(packages: readonly string[]): void {
  const missing = `not installed: Debian’s ${packages.join(', ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(missing);
  process.stderr.write(`Installing ${packages.join(', ')} …\n`);
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'ignore'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  if (!apt('update') || !apt('install', '-y', '--no-install-recommends', ...packages))
    throw new Error(missing);
}
