import type { Command, Wire } from './session.ts';

/** Where the standard puts each command. */
const PATHS: Record<Command, [method: 'GET' | 'POST', path: string]> = {
  Navigate: ['POST', 'url'],
  SetTimeouts: ['POST', 'timeouts'],
  ExecuteAsyncScript: ['POST', 'execute/async'],
  PerformActions: ['POST', 'actions'],
  TakeScreenshot: ['GET', 'screenshot'],
};

/** W3C WebDriver over HTTP, as drivers of browsers speak it. */
export interface WebDriver extends Wire {
  version: string;
  resize: (width: number, height: number) => Promise<void>;
  end: () => Promise<void>;
}

/** Begins a session with the driver at `address`. */
export async function beginSession(
  address: string,
  capabilities: Record<string, unknown>,
): Promise<WebDriver> {
  const begun = (await call(address, 'POST', '/session', {
    capabilities: { alwaysMatch: capabilities },
  })) as { sessionId: string; capabilities: { browserVersion?: string } };
  const session = `/session/${begun.sessionId}`;
  return {
    version: begun.capabilities.browserVersion ?? '',
    async send(command, parameters) {
      const [method, path] = PATHS[command];
      return call(address, method, `${session}/${path}`, parameters);
    },
    resize: async (width, height) => {
      await call(address, 'POST', `${session}/window/rect`, { width, height });
    },
    end: async () => {
      await call(address, 'DELETE', session);
    },
  };
}

async function call(address: string, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${address}${path}`, {
    method,
    ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`${path.split('/').at(-1)}: ${error}: ${message}`);
}
