import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '#server/settings/config.ts';

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('the configuration', () => {
  it('is safe when nothing is set: this machine only, plain http on localhost, the embedded database', () => {
    const config = parseConfig({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      isHttps: false,
      databaseUrl: undefined,
      trustProxy: false,
      logLevel: 'info',
      secret: undefined,
    });
    expect(config.dataDir).toMatch(/\/data$/);
  });

  it('has backups made each day and a week of them kept, unless it is told otherwise', () => {
    expect(parseConfig({})).toMatchObject({ backupHours: 24, backupKeep: 7 });
    expect(parseConfig({ BACKUP_HOURS: '0', BACKUP_KEEP: '30' })).toMatchObject({
      backupHours: 0,
      backupKeep: 30,
    });
    expect(faultsOf({ BACKUP_HOURS: 'daily', BACKUP_KEEP: '0' })).toEqual([
      expect.stringMatching(/^BACKUP_HOURS: .*720/),
      expect.stringMatching(/^BACKUP_KEEP: .*1000/),
    ]);
  });

  it('takes an empty variable as one that is not set', () => {
    expect(parseConfig({ PORT: '', DATABASE_URL: ' ', BANSO_SECRET: '' })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
    });
  });

  it('knows https by the public address, which needs no final slash', () => {
    expect(parseConfig({ PUBLIC_URL: 'https://banso.example.jp/' })).toMatchObject({
      publicUrl: 'https://banso.example.jp',
      isHttps: true,
    });
  });

  it.each([
    ['10.0.0.1', ['10.0.0.1']],
    ['loopback, 10.0.0.0/8 ,fd00::/8', ['loopback', '10.0.0.0/8', 'fd00::/8']],
    ['true', true],
  ])('trusts the proxies %s', (text, trustProxy) => {
    expect(parseConfig({ TRUST_PROXY: text }).trustProxy).toEqual(trustProxy);
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PUBLIC_URL', 'banso.example.jp'],
    ['PUBLIC_URL', 'ftp://banso.example.jp'],
    ['PUBLIC_URL', 'https://banso.example.jp/app'],
    ['DATABASE_URL', 'mysql://localhost/banso'],
    ['DATABASE_URL', 'banso'],
    ['LOG_LEVEL', 'loud'],
    ['TRUST_PROXY', 'my-proxy'],
    ['TRUST_PROXY', '10.0.0.0/64'],
    ['BANSO_SECRET', 'short'],
  ])('names %s when it is %s', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name}: .* / .*`));
  });

  it('names everything that is wrong at once', () => {
    expect(faultsOf({ PORT: 'x', LOG_LEVEL: 'y', DATABASE_URL: 'z' })).toHaveLength(3);
  });
});
