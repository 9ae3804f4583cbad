import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportSourcesReply, PutImportSource } from '#protocol/import-sources.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

describeOnBothDatabases('what a centre decided about lists', (getDatabase) => {
  let nowMs = Date.parse('2026-11-20T03:00:00.000Z');
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => (nowMs += 1) });
  });
  afterAll(() => test.app.close());

  const sourceOf = (fingerprint: string, code = 'transport'): PutImportSource => ({
    fingerprint,
    mapping: ['name', null, 'address', 'address'],
    choices: { values: { industry: { 運輸: { code }, 宇宙: 'withoutValue' } }, bareSales: '千円' },
  });
  const put = async (payload: object, role: 'office' | 'coordinator' = 'office') =>
    (await (await test.as(role)).request({ method: 'PUT', url: '/api/import-sources', payload })).statusCode;
  const read = async () =>
    (await (await test.as('administrator')).request({ method: 'GET', url: '/api/import-sources' }))
      .json<ImportSourcesReply>()
      .sources.map(({ fingerprint, choices }) => [fingerprint, choices.values.industry?.['運輸']]);

  it('is known to everybody who imports, the last word of each form, the newest first', async () => {
    expect(await put(sourceOf('企業名\t業種'))).toBe(204);
    expect(await put(sourceOf('商号\t業種'))).toBe(204);
    expect(await put(sourceOf('企業名\t業種', 'trade'))).toBe(204);
    expect(await read()).toEqual([
      ['企業名\t業種', { code: 'trade' }],
      ['商号\t業種', { code: 'transport' }],
    ]);
  });

  it('is kept for the fifty forms that were used last', async () => {
    for (let index = 0; index < 50; index += 1) await put(sourceOf(`見出し${index}`));
    const kept = await read();
    expect(kept).toHaveLength(50);
    expect(kept.at(-1)?.[0]).toBe('見出し0');
  });

  it('is refused where it is none, and to who imports no lists', async () => {
    expect(await put({ ...sourceOf('a'), mapping: ['password'] })).toBe(400);
    expect(await put({ ...sourceOf('a'), choices: { values: { note: {} } } })).toBe(400);
    expect(await put(sourceOf('a'), 'coordinator')).toBe(403);
  });
});
