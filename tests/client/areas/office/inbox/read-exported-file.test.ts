import { describe, expect, it } from 'vitest';
import {
  parseExported,
  readExportedFile,
  type FileFault,
} from '#client/areas/office/features/inbox/read-exported-file.ts';
import type { SealedLetter } from '#protocol/parcels.ts';
import { NOW } from '#tests/client/sync/device.ts';
import { exportPhone } from './exported.ts';

const LETTER: SealedLetter = {
  format: 'banso-sealed',
  version: 1,
  ephemeral: 'A'.repeat(87),
  iv: 'A'.repeat(16),
  data: 'AAAA',
};

describe('a file of unsent changes', () => {
  it('is read as it was written', async () => {
    const { device, text, ids } = await exportPhone();
    await device.db.formDrafts.put({ name: 'lead-new', text: '{}' });
    expect(parseExported(text, 'centre')).toMatchObject({
      kind: 'changes',
      exportedAt: NOW,
      changes: ids.map((recordId) => ({ recordId, madeBy: 'sato' })),
    });
  });

  it('is read from its file, with a mark before it and line ends of another system', async () => {
    const { text } = await exportPhone();
    const file = new File([`\uFEFF${text.replaceAll('\n', '\r\n')}`], 'x.json');
    expect(await readExportedFile(file, 'centre')).toMatchObject({ kind: 'changes' });
  });

  it('leaves out what the office has already, and is not changed on the device from then on', async () => {
    const { device, text, ids } = await exportPhone(['八戸水産']);
    await device.edit({ note: '後から書いた' }, ids[0]);
    // Typed after the export: a change of its own, so that the exported one may arrive by either way.
    const entries = await device.outbox();
    const [exported] = (JSON.parse(text) as { changes: { changeId: string; fields: object }[] }).changes;
    expect(entries).toHaveLength(2);
    expect(entries[0]!.change).toMatchObject({ changeId: exported!.changeId, fields: exported!.fields });
    expect(entries[1]!.change.fields).toEqual({ note: '後から書いた' });
  });

  it.each<[FileFault, string, (text: string) => string]>([
    ['empty', 'nothing at all', () => ' \n'],
    ['altered', 'another name in a record', (text) => text.replace('八戸水産', '八戸水鳥')],
    ['altered', 'another author', (text) => text.replaceAll('"sato"', '"kudo"')],
    ['altered', 'a record taken out', (text) => withChanges(text, (changes) => changes.slice(1))],
    ['altered', 'something added', (text) => text.replace('{', '{"note": "x",')],
    ['damaged', 'cut off', (text) => text.slice(0, -40)],
    ['damaged', 'no changes', (text) => withChanges(text, () => 'x')],
    ['damaged', 'a change that is none', (text) => withChanges(text, () => [{ fields: {} }])],
    ['damaged', 'nested without end', (text) => withChanges(text, () => [nest(1_000)])],
    ['foreign', 'another program’s file', () => '{"format": "geojson", "features": []}'],
    ['foreign', 'a list', () => '[1, 2]'],
    ['foreign', 'null', () => 'null'],
    ['foreign', 'a picture', () => '\u0089PNG'],
    ['newer', 'of a newer version', (text) => text.replace('"version": 2', '"version": 3')],
    ['otherCentre', 'of another centre', () => ''],
  ])('is not read in part: %s (%s)', async (fault, what, spoil) => {
    const { text } = await exportPhone();
    const given = what === 'of another centre' ? (await exportPhone(['x'], 'other')).text : spoil(text);
    expect(parseExported(given, 'centre')).toBe(fault);
  });

  it('may be of a device of before, which said less', async () => {
    const { text } = await exportPhone();
    const { changes } = JSON.parse(text) as { changes: object[] };
    const before = { format: 'banso-unsent-changes', version: 1, exportedAt: NOW, changes };
    expect(parseExported(JSON.stringify(before), 'centre')).toMatchObject({ kind: 'changes', drafts: [] });
    expect(parseExported(JSON.stringify({ ...before, changes: [] }), 'centre')).toBe('empty');
  });

  it('is not even opened when it is far too large, or empty', async () => {
    const huge = { size: 40_000_000, text: () => Promise.reject(new Error('was read')) } as unknown as File;
    expect(await readExportedFile(huge, 'centre')).toBe('tooLarge');
    expect(await readExportedFile(new File([], 'x.json'), 'centre')).toBe('empty');
  });

  function withChanges(text: string, change: (changes: unknown[]) => unknown): string {
    const file = JSON.parse(text) as { changes: unknown[] };
    return JSON.stringify({ ...file, changes: change(file.changes) });
  }
  function nest(depth: number): unknown {
    let value: unknown = 1;
    for (let level = 0; level < depth; level += 1) value = [value];
    return { fields: value };
  }
});

describe('a file of sealed letters', () => {
  const file = (letters: unknown, version = 1): string =>
    JSON.stringify({ format: 'banso-sealed-letters', version, letters });

  it('is read, or not at all', () => {
    expect(parseExported(file([LETTER]), 'centre')).toEqual({ kind: 'letters', letters: [LETTER] });
    expect(parseExported(file([]), 'centre')).toBe('empty');
    expect(parseExported(file([LETTER, { ...LETTER, iv: '' }]), 'centre')).toBe('damaged');
    expect(parseExported(file([LETTER], 2), 'centre')).toBe('newer');
  });
});
