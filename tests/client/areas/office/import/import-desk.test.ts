import { NO_CHOICES } from '#domain/casework/account-import/account-import-choices.ts';
import { expect, it } from 'vitest';
import { ImportDesk } from '#client/workers/import/import-desk.ts';

/** 「会社名,市町村」「八戸水産,八戸市」 in Shift_JIS. */
const SHIFT_JIS = [
  0x89, 0xef, 0x8e, 0xd0, 0x96, 0xbc, 0x2c, 0x8e, 0x73, 0x92, 0xac, 0x91, 0xba, 0x0d, 0x0a, 0x94, 0xaa, 0x8c,
  0xcb, 0x90, 0x85, 0x8e, 0x59, 0x2c, 0x94, 0xaa, 0x8c, 0xcb, 0x8e, 0x73, 0x0d, 0x0a,
];
const utf8 = (text: string) => [...new TextEncoder().encode(text)];

const read = (bytes: number[]) => new ImportDesk().read(new Uint8Array(bytes).buffer);

it.each([
  ['UTF-8', utf8('会社名,市町村\n八戸水産,八戸市\n'), 'utf-8'],
  [
    'UTF-8 with a byte order mark',
    [0xef, 0xbb, 0xbf, ...utf8('会社名,市町村\r\n八戸水産,八戸市\r\n')],
    'utf-8',
  ],
  ['Shift_JIS', SHIFT_JIS, 'shift_jis'],
  [
    'tabs in UTF-16',
    [
      0xff,
      0xfe,
      ...[...'会社名\t市町村\n八戸水産\t八戸市\n'].flatMap((c) => [
        c.charCodeAt(0) & 255,
        c.charCodeAt(0) >> 8,
      ]),
    ],
    'utf-16',
  ],
])('recognises %s', (_, bytes, encoding) => {
  expect(read(bytes)).toMatchObject({
    file: {
      encoding,
      headings: ['会社名', '市町村'],
      mapping: ['name', 'municipality'],
      preview: [['八戸水産', '八戸市']],
      rowCount: 1,
    },
  });
});

it('names the line whose characters are broken', () => {
  const broken = [...utf8('会社名,市町村\n八戸水産,八戸市\n'), 0xe4, 0xff, ...utf8('\n弘前木工,弘前市\n')];
  expect(read(broken)).toEqual({ fault: { reason: 'brokenCharacter', at: 3 } });
  const brokenShiftJis = [...SHIFT_JIS, 0x94, 0xaa, 0xff, 0x0d, 0x0a];
  expect(read(brokenShiftJis)).toEqual({ fault: { reason: 'brokenCharacter', at: 3 } });
});

it('refuses UTF-16 with a character torn apart or cut off, and names the line', () => {
  const utf16 = (text: string) => [...text].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]);
  const half = [
    0xff,
    0xfe,
    ...utf16('会社名\t市町村\n八戸'),
    0x00,
    0xd8,
    ...utf16('水産\t八戸市\n弘前木工\t弘前市\n'),
  ];
  expect(read(half)).toEqual({ fault: { reason: 'brokenCharacter', at: 2 } });
  const cut = [0xff, 0xfe, ...utf16('会社名\t市町村\n八戸水産\t八戸市\n弘')].slice(0, -1);
  expect(read(cut)).toEqual({ fault: { reason: 'brokenCharacter', at: 3 } });
});

it('tells a spreadsheet, an empty file, a heading alone and an open quotation mark apart', () => {
  expect(read([...utf8('PK\u0003\u0004'), 0, 1, 2])).toMatchObject({ fault: { reason: 'spreadsheet' } });
  expect(read([])).toMatchObject({ fault: { reason: 'empty' } });
  expect(read(utf8('会社名,市町村\n\n'))).toMatchObject({ fault: { reason: 'noRows' } });
  expect(read(utf8('会社名,住所\n甲社,1\n"乙社,2\n丙社,3\n'))).toMatchObject({
    fault: { reason: 'brokenQuotes', at: 3 },
  });
});

it('keeps the row numbers of the file when empty rows stand between', () => {
  const desk = new ImportDesk();
  desk.read(new Uint8Array(utf8('会社名\n\n甲社\n,\n"乙\n社"\n')).buffer);
  const codebook = { industry: [], employees: [], sales: [], municipality: [] };
  const request = { mapping: ['name' as const], codebook, dropUnreadable: false, choices: NO_CHOICES };
  const plan = desk.plan(request, () => {});
  expect(plan.added).toEqual([
    { row: 3, fields: { name: '甲社' } },
    { row: 5, fields: { name: '乙 社' } },
  ]);
});
