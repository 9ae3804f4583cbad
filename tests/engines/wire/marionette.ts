import { connect, type Socket } from 'node:net';
import type { Wire } from './session.ts';

/** The same commands as Firefox itself takes them, without a driver beside it (`toolkit: remote/marionette`). */
export interface Marionette extends Wire {
  version: string;
  /** Runs the body of a function with the browser's own rights, where switches are that no page has. */
  inBrowser: (body: string, args?: unknown[]) => Promise<unknown>;
  quit: () => Promise<void>;
  end: () => void;
}

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** Connects to a Firefox that was started with `--marionette` and listens on `port`. */
export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = connect(port, '127.0.0.1');
  const waiting = new Map<number, Waiting>();
  let last = 0;
  readMessages(socket, (message) => settle(waiting, message));
  socket.once('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox has gone'));
    waiting.clear();
  });
  // What is lost with a browser that was killed is said by `close`.
  socket.on('error', () => undefined);

  const call = (name: string, parameters: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      const text = JSON.stringify([0, last, name, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });

  const begun = (await call('WebDriver:NewSession', {})) as { capabilities: { browserVersion: string } };
  return {
    version: begun.capabilities.browserVersion,
    send: (command, parameters) => call(`WebDriver:${command}`, parameters),
    async inBrowser(body, args = []) {
      await call('Marionette:SetContext', { value: 'chrome' });
      try {
        return await call('WebDriver:ExecuteScript', { script: body, args });
      } finally {
        await call('Marionette:SetContext', { value: 'content' });
      }
    },
    quit: async () => {
      await call('Marionette:Quit', { flags: ['eForceQuit'] });
    },
    end: () => socket.destroy(),
  };
}

/** Each message is its length in bytes, a colon, and JSON. */
function readMessages(socket: Socket, hear: (message: unknown) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const colon = rest.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(rest.subarray(0, colon).toString());
      if (rest.length < end) return;
      const text = rest.subarray(colon + 1, end).toString();
      rest = rest.subarray(end);
      hear(JSON.parse(text));
    }
  });
}

/** An answer is `[1, id, error, result]`; the first message, which only greets, is none. */
function settle(waiting: Map<number, Waiting>, message: unknown): void {
  if (!Array.isArray(message)) return;
  const [, id, error, result] = message as [
    number,
    number,
    { error: string; message: string } | null,
    Record<string, unknown> | null,
  ];
  const asked = waiting.get(id);
  waiting.delete(id);
  if (error) asked?.reject(new Error(`${error.error}: ${error.message}`));
  else asked?.resolve(result && 'value' in result ? result['value'] : result);
}
