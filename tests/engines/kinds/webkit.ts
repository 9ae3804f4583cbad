import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine, EngineKind, EngineWindow, Size } from '#tests/engines/driver.ts';
import { driveSession } from '#tests/engines/wire/session.ts';
import { beginSession } from '#tests/engines/wire/webdriver.ts';
import { findFreePort } from '#tests/support/free-port.ts';
import {
  findProgram,
  installPackages,
  killGroup,
  killTree,
  readWhenThere,
  start,
  untilListening,
} from './processes.ts';

const DRIVER = '/usr/bin/WebKitWebDriver';
const PROGRAMS = [DRIVER, '/usr/bin/gjs', '/usr/bin/Xvfb'];
const PACKAGES = ['webkit2gtk-driver', 'gjs', 'gir1.2-webkit2-4.1', 'xvfb', 'fonts-noto-cjk'];
const WINDOW_PROGRAM = fileURLToPath(new URL('webkit-window.js', import.meta.url));

/** WebKitGTK, the engine of Safari with other surroundings, in a window of our own that keeps its profile. */
export const webkit: EngineKind = {
  name: 'webkit',
  async find(): Promise<Engine> {
    if (process.platform !== 'linux') throw new Error('WebKitGTK runs on Linux alone');
    if (PROGRAMS.some((program) => !findProgram([program]))) installPackages(PACKAGES);
    return {
      hasServiceWorkers: true,
      notDriven: [
        'an offline switch: WebKitGTK has none, the server is stopped',
        'touch: its driver has a mouse alone',
      ],
      open: openWebKit,
    };
  },
};

async function openWebKit(profileDir: string, size: Size): Promise<EngineWindow> {
  const screenDir = await mkdtemp(join(tmpdir(), 'banso-screen-'));
  const display = `:${await findFreePort()}`;
  const screen = start('/usr/bin/Xvfb', [display, '-screen', '0', '1400x1000x24', '-nolisten', 'tcp']);
  await readWhenThere(`/tmp/.X${display.slice(1)}-lock`);
  const port = await findFreePort();
  const driver = start(DRIVER, [`--port=${port}`], { DISPLAY: display, GDK_BACKEND: 'x11' });
  const address = `http://127.0.0.1:${port}`;
  await untilListening(address);
  const session = await beginSession(address, {
    'webkitgtk:browserOptions': { binary: '/usr/bin/gjs', args: [WINDOW_PROGRAM, profileDir] },
  });
  const endAll = async (): Promise<void> => {
    await killGroup(driver);
    await killGroup(screen);
    await rm(screenDir, { recursive: true, force: true });
  };
  const resize = ({ width, height }: Size): Promise<void> => session.resize(width, height);
  await resize(size);
  return {
    ...(await driveSession(session, 'mouse')),
    version: `WebKitGTK ${session.version}`,
    resize,
    async kill() {
      killTree(Number(await readWhenThere(join(profileDir, 'pid'))));
      await endAll();
    },
    async close() {
      await session.end();
      await endAll();
    },
  };
}
