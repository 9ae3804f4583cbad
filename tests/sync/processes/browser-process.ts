import { spawn, type ChildProcess } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';

const START_MS = 30_000;

/** A real Chromium in a process group of its own, on a profile that outlives it. */
export class BrowserProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly browser: Browser,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async start(program: string, profileDir: string, flags: string[] = []): Promise<BrowserProcess> {
    const portFile = join(profileDir, 'DevToolsActivePort');
    // One that was killed has left its own behind.
    await rm(portFile, { force: true });
    const child = spawn(
      program,
      [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--hide-crash-restore-bubble',
        '--lang=ja',
        '--accept-lang=ja-JP',
        '--remote-debugging-port=0',
        `--user-data-dir=${profileDir}`,
        ...flags,
        'about:blank',
      ],
      // A group of its own, so that its helpers are killed with it.
      { detached: true, stdio: 'ignore' },
    );
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await readPort(portFile)}`);
    const context = browser.contexts()[0]!;
    return new BrowserProcess(child, browser, context, context.pages()[0] ?? (await context.newPage()));
  }

  /** As the system does when it needs memory: at once, without a word to the pages. */
  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    process.kill(-this.child.pid!, 'SIGKILL');
    await ended;
    await this.browser.close().catch(() => undefined);
  }

  /** As a person does: what it has in memory goes to the profile first. */
  async quit(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    const session = await this.browser.newBrowserCDPSession();
    await session.send('Browser.close');
    await ended;
  }
}

async function readPort(file: string): Promise<string> {
  for (const deadline = Date.now() + START_MS; Date.now() < deadline;) {
    const [port] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
    if (port) return port;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the browser did not start');
}
