import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine, EngineKind, EngineWindow, Size } from '#tests/engines/driver.ts';
import { connectMarionette } from '#tests/engines/wire/marionette.ts';
import { driveSession } from '#tests/engines/wire/session.ts';
import { findProgram, installPackages, killGroup, readWhenThere, start } from './processes.ts';

const PLACES = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/snap/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

const PREFERENCES: Record<string, string | number | boolean> = {
  'marionette.port': 0,
  'intl.accept_languages': 'ja-JP, ja',
  'ui.prefersReducedMotion': 1,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.update.enabled': false,
  // One that was killed comes up as it is, without a page that offers its last tabs.
  'browser.sessionstore.resume_from_crash': false,
  'toolkit.startup.max_resumed_crashes': -1,
};

/** Firefox, by the protocol that geckodriver speaks to it: Debian's stable has no geckodriver. */
export const firefox: EngineKind = {
  name: 'firefox',
  async find(): Promise<Engine> {
    if (!findProgram(PLACES)) installPackages(['firefox-esr']);
    const program = findProgram(PLACES);
    if (!program) throw new Error('no Firefox');
    return {
      hasServiceWorkers: true,
      notDriven: [],
      open: (profileDir, size) => openFirefox(program, profileDir, size),
    };
  },
};

/** Makes the page as large as a phone's or a tablet's and lets it be touched, as Firefox's own view for developers does. */
const SHAPE = `const [width, height] = arguments;
  const browser = gBrowser.selectedBrowser;
  for (const [name, value] of [['width', width], ['height', height]])
    for (const bound of ['', 'min-', 'max-']) browser.style.setProperty(bound + name, value + 'px');
  browser.browsingContext.touchEventsOverride = 'enabled';`;

/** An input method of the system, as Firefox's own tests stand in for one. */
const COMPOSE = `const [phrase] = arguments;
  gBrowser.selectedBrowser.focus();
  const method = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
  if (!method.beginInputTransactionForTests(window)) throw new Error('no input method');
  method.setPendingCompositionString(phrase);
  method.appendClauseToPendingComposition(phrase.length, method.ATTR_RAW_CLAUSE);
  method.setCaretInPendingComposition(phrase.length);
  method.flushPendingComposition();
  window.methodOfTests = method;`;

const END_COMPOSING = `const method = window.methodOfTests;
  const enter = new window.KeyboardEvent('', { key: 'Enter', code: 'Enter', keyCode: 13 });
  method.commitComposition(enter);
  method.keyup(enter);`;

async function openFirefox(program: string, profileDir: string, size: Size): Promise<EngineWindow> {
  const portFile = join(profileDir, 'MarionetteActivePort');
  // One that was killed has left its own behind.
  await rm(portFile, { force: true });
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(profileDir, 'user.js'), lines.join('\n'));
  const child = start(program, [
    '--headless',
    '--marionette',
    '--remote-allow-system-access',
    '--no-remote',
    '--profile',
    profileDir,
  ]);
  const wire = await connectMarionette(Number(await readWhenThere(portFile)));
  const resize = async ({ width, height }: Size): Promise<void> => {
    await wire.inBrowser('window.resizeTo(arguments[0], arguments[1])', [Math.max(width, 500), height + 100]);
    await wire.inBrowser(SHAPE, [width, height]);
  };
  await resize(size);
  return {
    ...(await driveSession(wire, 'touch')),
    version: `Firefox ${wire.version}`,
    resize,
    setOffline: async (isOffline) =>
      void (await wire.inBrowser('Services.io.offline = arguments[0]', [isOffline])),
    compose: async (phrase) => void (await wire.inBrowser(COMPOSE, [phrase])),
    endComposing: async () => void (await wire.inBrowser(END_COMPOSING)),
    async kill() {
      wire.end();
      await killGroup(child);
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await wire.quit().catch(() => undefined);
      wire.end();
      await ended;
    },
  };
}
