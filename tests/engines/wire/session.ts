import type { EngineWindow, Key, Point } from '#tests/engines/driver.ts';

/** The commands of W3C WebDriver that are used here, by the names that both wires carry them under. */
export type Command = 'Navigate' | 'SetTimeouts' | 'ExecuteAsyncScript' | 'PerformActions' | 'TakeScreenshot';

export interface Wire {
  send: (command: Command, parameters: Record<string, unknown>) => Promise<unknown>;
}

/** Code points by which WebDriver names keys. */
const KEYS: Record<Key, string> = { Backspace: '\uE003', Tab: '\uE004', Enter: '\uE007', Escape: '\uE00C' };

const SCRIPT_TIMEOUT_MS = 60_000;
const LOAD_TIMEOUT_MS = 60_000;

type Driven = Pick<EngineWindow, 'go' | 'reload' | 'ask' | 'tap' | 'type' | 'press' | 'look'>;

/** A window that is driven by W3C WebDriver, over either wire. `pointer` is what the engine takes presses by. */
export async function driveSession(wire: Wire, pointer: 'touch' | 'mouse'): Promise<Driven> {
  await wire.send('SetTimeouts', { script: SCRIPT_TIMEOUT_MS, pageLoad: LOAD_TIMEOUT_MS });

  const perform = async (source: Record<string, unknown>): Promise<void> => {
    await wire.send('PerformActions', { actions: [source] });
  };
  const ask = async (body: string, args: unknown[]): Promise<unknown> => {
    const answer = (await wire.send('ExecuteAsyncScript', {
      script: `const [args, done] = arguments;
        (async (args) => { ${body} })(args).then((value) => done({ value }), (error) => done({ error: String(error) }));`,
      args: [args],
    })) as { value?: unknown; error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  };
  const strike = (keys: readonly string[]): Promise<void> =>
    perform({
      type: 'key',
      id: 'keys',
      actions: keys.flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]),
    });

  return {
    go: async (url) => void (await wire.send('Navigate', { url })),
    async reload() {
      // As a person's, whom the service worker answers: Firefox's own command is the one that passes it by.
      const before = await ask('setTimeout(() => location.reload()); return performance.timeOrigin;', []);
      for (const deadline = Date.now() + LOAD_TIMEOUT_MS; Date.now() < deadline;) {
        const [now, state] = (await ask('return [performance.timeOrigin, document.readyState];', []).catch(
          // The page that is going cannot be asked.
          () => [before, ''],
        )) as [number, string];
        if (now !== before && state === 'complete') return;
      }
      throw new Error('the page was not loaded again');
    },
    ask,
    tap: ({ x, y }: Point) =>
      perform({
        type: 'pointer',
        id: pointer,
        parameters: { pointerType: pointer },
        actions: [
          { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 },
          { type: 'pointerDown', button: 0 },
          { type: 'pointerUp', button: 0 },
        ],
      }),
    type: (text) => strike([...text]),
    press: (key) => strike([KEYS[key]]),
    look: async () => Buffer.from(String(await wire.send('TakeScreenshot', { full: false })), 'base64'),
  };
}
