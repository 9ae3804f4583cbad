import { describe, expect, test } from 'vitest';
import { nameEntry, readEntry } from '#respondent/entry.ts';

describe('the entry', () => {
  test.each([
    ['/s/ABCDE-FGHJK', { kind: 'code', code: 'ABCDE-FGHJK' }],
    ['/s/%EF%BC%A1bc', { kind: 'code', code: 'Ａbc' }],
    ['/s/%E3%81', { kind: 'code', code: '%E3%81' }],
    ['/s/open/t0k3n', { kind: 'open', token: 't0k3n' }],
    ['/s/test/t0k3n', { kind: 'test', token: 't0k3n' }],
    ['/s/open', { kind: 'code', code: 'open' }],
    ['/s/', undefined],
  ])('is read from %s', (path, entry) => {
    expect(readEntry(path)).toEqual(entry);
  });

  test('has one name however the code was written, and others for other ways in', () => {
    const asPrinted = nameEntry({ kind: 'code', code: '00000-00000' });
    expect(nameEntry({ kind: 'code', code: '０００００００ＯＯｏ' })).toBe(asPrinted);
    expect(nameEntry({ kind: 'open', token: '00000-00000' })).not.toBe(asPrinted);
    expect(nameEntry({ kind: 'test', token: 'x' })).not.toBe(nameEntry({ kind: 'open', token: 'x' }));
  });
});
