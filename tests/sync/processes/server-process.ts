import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { findFreePort } from '#tests/support/free-port.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BUNDLE = '.build/server-under-test/main.js';

/** The server in a process of its own, on a port that it keeps over restarts. */
export class ServerProcess {
  /** The one-time link that makes the first administrator, while there is none. */
  adminLink: string | undefined;
  private child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly env: Record<string, string>,
  ) {}

  /** Bundles today's server and starts it, with settings as `parseConfig` takes them. */
  static async start(env: Record<string, string>): Promise<ServerProcess> {
    await build({
      absWorkingDir: ROOT,
      entryPoints: ['src/server/main.ts'],
      outfile: BUNDLE,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'warning',
    });
    const server = new ServerProcess(await findFreePort(), env);
    await server.restart();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts it again after its end, and waits until it answers. */
  async restart(): Promise<void> {
    const child = spawn(process.execPath, [join(ROOT, BUNDLE)], {
      env: {
        ...process.env,
        LOG_LEVEL: 'silent',
        BANSO_SECRET: 'a secret for tests, 32 letters long',
        INVITATION_KEYS: 'k1:a-key-for-tests-that-is-long-enough-0123456789',
        ...this.env,
        PORT: String(this.port),
        PUBLIC_URL: this.url,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    while (!(await this.isReady())) {
      if (child.exitCode !== null) throw new Error(`the server ended at its start:\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.adminLink ??= /\/app\/link\/([\w-]+)/.exec(output)?.[1];
  }

  /** It is gone between two instructions, whatever it was doing. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/readyz`)).ok;
    } catch {
      return false;
    }
  }
}
