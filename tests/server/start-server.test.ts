import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeStart, describeStartFailure } from '#server/announcement.ts';
import { ConfigError, parseConfig, type Config } from '#server/settings/config.ts';
import { connectDatabase } from '#server/database/connect.ts';
import { startServer, type RunningServer } from '#server/start-server.ts';

describe('the running server', () => {
  let config: Config;
  let servers: RunningServer[];
  beforeEach(async () => {
    config = { ...parseConfig({ PORT: '0' }), dataDir: await mkdtemp(join(tmpdir(), 'banso-data-')) };
    servers = [];
  });
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(config.dataDir, { recursive: true });
  });

  const start = async (overrides: Partial<Config> = {}): Promise<RunningServer> => {
    const server = await startServer({ ...config, ...overrides }, pino({ level: 'silent' }));
    servers.push(server);
    return server;
  };

  it('shows where it is and how the first administrator gets in, in both languages', async () => {
    const server = await start({ publicUrl: 'https://banso.example.jp' });
    const text = describeStart({ publicUrl: 'https://banso.example.jp' }, server);
    expect(text).toContain('https://banso.example.jp/app/\n');
    expect(text).toMatch(
      /最初の管理者[^]*first administrator[^]*https:\/\/banso\.example\.jp\/app\/link\/[\w-]{43}\n/,
    );
  });

  it('shows another link at the next start, and none once there is an administrator', async () => {
    const first = await start();
    await first.stop();
    servers = [];
    const second = await start();
    expect(second.firstAdministratorLink).toBeDefined();
    expect(second.firstAdministratorLink).not.toBe(first.firstAdministratorLink);
    const token = second.firstAdministratorLink?.split('/').at(-1);
    const founding = {
      email: 'kudo@example.jp',
      name: '工藤',
      centreName: '財団',
      password: 'minato.de.asagohan',
    };
    const response = await fetch(`${second.address}/api/links/${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(founding),
    });
    expect(response.status).toBe(200);
    await second.stop();
    servers = [];
    const third = await start();
    expect(third.firstAdministratorLink).toBeUndefined();
    expect(describeStart(config, third)).not.toContain('/link/');
  });

  it('builds what follows the records anew before it listens, and says so, when its rule has changed', async () => {
    const lines: { msg: string; indexes?: object[] }[] = [];
    const logger = pino(
      { level: 'info' },
      { write: (line) => lines.push(JSON.parse(line) as (typeof lines)[0]) },
    );
    const startLogged = async (): Promise<void> => {
      lines.length = 0;
      await (await startServer(config, logger)).stop();
    };
    const builds = () => lines.map(({ msg }) => msg).indexOf('record indexes rebuilt');
    await startLogged();
    await startLogged();
    expect(builds()).toBe(-1);

    const { db, close } = connectDatabase(config);
    await db.updateTable('record_indexes').set({ version: 0 }).where('name', '=', 'open_lead_keys').execute();
    await close();
    await startLogged();
    expect(lines[builds()]).toMatchObject({ indexes: [{ name: 'open_lead_keys', from: 0 }], records: 0 });
    expect(builds()).toBeLessThan(lines.findIndex(({ msg }) => msg.startsWith('Server listening')));
    await startLogged();
    expect(builds()).toBe(-1);
  });

  it('lets a request that is under way finish before it stops', async () => {
    const server = await start();
    const socket = await openRequest(server.address, '/api/sign-in', '{"email":"x"}');
    const stopped = server.stop();
    servers = [];
    socket.write('{"email":"x"}');
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request/);
    expect(answer).toContain('"code":"malformed-request"');
    await stopped;
    await expect(fetch(`${server.address}/healthz`)).rejects.toThrow();
  });

  it('leaves another one on the same port alone, and says what to do', async () => {
    const first = await start();
    const port = Number(new URL(first.address).port);
    const failure: unknown = await startServer({ ...config, port }, pino({ level: 'silent' })).catch(
      (error: unknown) => error,
    );
    expect(describeStartFailure(failure)).toMatch(
      /ポートはほかのプログラムが使っています[^]*Another program uses this port/,
    );
    const token = first.firstAdministratorLink?.split('/').at(-1);
    expect((await fetch(`${first.address}/api/links/${token}`)).status).toBe(200);
  });

  it('says which file is damaged, in both languages and without the way to our code', async () => {
    const path = join(config.dataDir, 'banso.sqlite');
    await writeFile(
      path,
      'this was never a database, and is long enough to be looked at as one. '.repeat(20),
    );
    const read = async (): Promise<string> => {
      const failure: unknown = await startServer(config, pino({ level: 'silent' })).catch(
        (error: unknown) => error,
      );
      return describeStartFailure(failure);
    };
    const garbage = await read();
    expect(garbage).toMatch(
      /起動できませんでした。データベースのファイルが壊れて[^]*SQLITE_NOTADB[^]*did not start\. The database file is damaged[^]*banso\.sqlite/,
    );
    expect(garbage).not.toMatch(/\n\s*at |\.ts\b|node_modules/);

    await rm(path);
    await (await startServer(config, pino({ level: 'silent' }))).stop();
    const bytes = await readFile(path);
    await writeFile(path, bytes.fill(0xff, 4096));
    const corrupt = await read();
    expect(corrupt).toMatch(/データベースのファイルが壊れて[^]*SQLITE_CORRUPT/);
    expect(corrupt).not.toMatch(/\n\s*at |\.ts\b|node_modules/);
  });

  it('names wrong settings one by one', () => {
    const text = describeStartFailure(new ConfigError(['PORT: だめ / wrong', 'LOG_LEVEL: だめ / wrong']));
    expect(text).toMatch(/設定を直してください[^]*PORT: だめ \/ wrong\n\s+LOG_LEVEL/);
  });
});

/** Sends a request's head and waits until the server has taken it up and asks for the body. */
async function openRequest(address: string, path: string, body: string): Promise<Socket> {
  const { hostname, port, host } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nExpect: 100-continue\r\n\r\n`,
  );
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  if (!chunk.toString().startsWith('HTTP/1.1 100 Continue'))
    throw new Error(`unexpected: ${chunk.toString()}`);
  return socket;
}
