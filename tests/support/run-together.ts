import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/*
 * Runs scripts of package.json beside one another: `run-together.ts NAME …`. Each one's output comes whole
 * when it has ended; fails when one of them does.
 */
const statuses = await Promise.all(
  process.argv.slice(2).map(async (name) => {
    const script = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [output, faults, [status]] = await Promise.all([
      text(script.stdout),
      text(script.stderr),
      once(script, 'close') as Promise<[number | null]>,
    ]);
    process.stdout.write(`${name}: ${status === 0 ? 'in order' : 'failed'}\n${output}${faults}`);
    return status;
  }),
);
process.exitCode = statuses.every((status) => status === 0) ? 0 : 1;
