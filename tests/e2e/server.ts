import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { findFreePort } from '#tests/support/free-port.ts';

/** The built server in a process of its own. */
export interface RunningServer {
  url: string;
  port: number;
  /** The one-time link that creates the first administrator, while there is none. */
  adminLink: string | undefined;
  stop: () => Promise<void>;
}

/** Starts the built server (`npm run build` first) on a data folder of the caller's, and waits until it answers. */
export async function startServer({
  dataDir,
  port: wanted,
  appDir,
  env = {},
}: {
  dataDir: string;
  port?: number;
  /** Another build of the app than the one in `dist`. */
  appDir?: string;
  /** Other settings. */
  env?: Record<string, string>;
}): Promise<RunningServer> {
  const port = wanted ?? (await findFreePort());
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: url,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      ...(appDir && { APP_DIR: appDir }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  await waitUntilReady(url, child, output);
  return {
    url,
    port,
    adminLink: /https?:\/\/\S+\/app\/link\/\S+/.exec(output.text)?.[0],
    async stop() {
      // Also when it has stopped already: a journey that fails while the server is away must still end.
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** A server on an empty data folder, and a browser; `stop` ends both and takes the folder away. */
export interface EmptyProduct {
  server: RunningServer;
  browser: Browser;
  stop: () => Promise<void>;
}

/** Starts the built server with nothing in it yet (`beginCentre` makes the first person), and a browser. */
export async function startEmptyProduct(): Promise<EmptyProduct> {
  const dataDir = await mkdtemp(join(tmpdir(), 'banso-e2e-'));
  const server = await startServer({ dataDir });
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] });
  return {
    server,
    browser,
    async stop() {
      await browser.close();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function collect(child: ChildProcess): { text: string } {
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => (output.text += chunk));
  }
  return output;
}

async function waitUntilReady(url: string, child: ChildProcess, output: { text: string }): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended at its start:\n${output.text}`);
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`the server did not become ready:\n${output.text}`);
}
