import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTabulate } from '#cli/tabulate.ts';
import type { Table } from '#domain/tabulation/table.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tabulate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const CODEBOOK = {
  columns: [
    { name: 'industry', kind: 'single', label: '業種', codes: [{ code: 'mfg', label: '製造業' }, 'a, "b"'] },
    { name: 'issues', kind: 'multiple', codes: ['labour', 'sales'], separator: ';' },
    { name: 'w', kind: 'weight' },
    { name: 'employees', kind: 'number' },
  ],
};
const SPEC = { stub: [['industry']], banner: ['issues'], base: 'asked' };
const HEADER = 'id,industry,issues,w,employees';

function run(data: string | Buffer, spec: unknown = SPEC, codebook: unknown = CODEBOOK) {
  const write = (name: string, text: string | Buffer) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const json = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return runWith(
    '--data',
    write('data.csv', data),
    '--codebook',
    write('codebook.json', json(codebook)),
    '--spec',
    write('spec.json', json(spec)),
  );
}

function runWith(...args: string[]) {
  const printed: string[] = [];
  const reported: string[] = [];
  const code = runTabulate(args, {
    print: (line) => printed.push(line),
    report: (line) => reported.push(line),
  });
  return { code, printed, reported: reported.join('\n') };
}

const tableOf = (...args: Parameters<typeof run>) => {
  const { code, printed, reported } = run(...args);
  expect([code, reported, printed.length]).toEqual([0, '', 1]);
  return JSON.parse(printed[0]!) as Table;
};

describe('npm run tabulate', () => {
  it('prints the table in the form of the contract and nothing else', () => {
    const table = tableOf(`${HEADER}\n1,mfg,labour;sales,1,3\n2,mfg,sales,2,5\n`, { ...SPEC, weight: 'w' });
    expect(Object.keys(table)).toEqual(['spec', 'dataHash', 'blocks', 'notes']);
    expect(table.blocks[0]).toMatchObject({
      stub: ['industry'],
      banner: 'issues',
      kind: 'multiple',
      columns: ['labour', 'sales'],
      count: [
        [1, 2],
        [0, 0],
      ],
      weightedCount: [
        [1, 3],
        [0, 0],
      ],
      rowShare: [
        [1 / 3, 1],
        [null, null],
      ],
    });
  });

  it('reads a byte order mark, quotes, CRLF and the reserved cells', () => {
    const lines = [
      HEADER,
      '1,"a, ""b""","labour; sales",1,3',
      '2,mfg,!refused,1,',
      '3,mfg,!dontKnow,1,!refused',
      '4,mfg,!notApplicable,1,',
      '5,mfg,,1,7',
      '6,mfg, ,1, ',
    ];
    const [block, numbers] = tableOf(`\ufeff${lines.join('\r\n')}\r\n`, {
      ...SPEC,
      banner: ['issues', 'employees'],
    }).blocks;
    expect(block!.count).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(block!.rows[0]).toMatchObject({
      unweightedBase: 4,
      missing: { unanswered: 2, refused: 1, dontKnow: 1, notShown: 0 },
    });
    expect(numbers!.total).toMatchObject({ mean: 5, unweightedBase: 6 });
  });

  it('takes separators with nothing between them for an empty cell', () => {
    const [block] = tableOf(`${HEADER}\n1,mfg,; ;,1,3\n2,mfg,sales,1,3\n`).blocks;
    expect(block!.total).toMatchObject({ count: [0, 1], missing: { unanswered: 1 } });
  });

  it('counts the empty lines of a single column, and skips those of several', () => {
    const codebook = { columns: [{ name: 'industry', kind: 'single', codes: ['mfg'] }] };
    const spec = { stub: [[]], banner: ['industry'] };
    const [one] = tableOf('industry\nmfg\n\n""\nmfg\n', spec, codebook).blocks;
    expect(one!.total).toMatchObject({ unweightedBase: 4, count: [2], missing: { unanswered: 2 } });
    const [two] = tableOf('id,industry\n1,mfg\n\n2,mfg\n\n', spec, codebook).blocks;
    expect(two!.total).toMatchObject({ unweightedBase: 2, count: [2] });
  });

  it('reads Shift_JIS, and says of what it cannot read', () => {
    const codebook = { columns: [{ name: 'industry', kind: 'single', codes: ['製造'] }] };
    // printf '製造' | iconv -t SHIFT_JIS | xxd
    const name = Buffer.from([0x90, 0xbb, 0x91, 0xa2]);
    const spec = { stub: [[]], banner: ['industry'] };
    const [block] = tableOf(Buffer.concat([Buffer.from('industry\n'), name]), spec, codebook).blocks;
    expect(block!.total.count).toEqual([1]);
    expect(run(Buffer.from([0x61, 0xff, 0xfe, 0x00]), spec, codebook)).toMatchObject({
      code: 1,
      reported: expect.stringContaining('is neither UTF-8 nor Shift_JIS'),
    });
  });

  it('reads thousands of rows', () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, row) => `${row},mfg,${row % 2 ? 'labour' : 'sales'},1,${row}`,
    );
    expect(tableOf([HEADER, ...rows].join('\n')).blocks[0]!.count[0]).toEqual([10_000, 10_000]);
  });

  it.each([
    ['9,farm,labour,1,1', 'row 2, column "industry": unknown code "farm"'],
    ['9,mfg,labour;fun,1,1', 'row 2, column "issues": unknown code "fun"'],
    ['9,mfg,!unknown,1,1', 'row 2, column "issues": unknown code "!unknown"'],
    ['9,mfg,labour,-1,1', 'row 2, column "w": -1 is negative'],
    ['9,mfg,labour,NaN,1', 'row 2, column "w": "NaN" is not a number'],
    ['9,mfg,labour,1e200,1', 'row 2, column "w": 1e+200 is too large or too small to be computed with'],
    ['9,mfg,labour,1,1e-200', 'row 2, column "employees": 1e-200 is too large or too small'],
    ['9,mfg,labour,1,0x10', 'row 2, column "employees": "0x10" is not a number'],
    ['9,mfg,labour,1', 'row 2, column "w": the row has 4 cells, the header 5'],
    ['9,mfg,labour,1,"1', '引用符が閉じていません / quotes are not closed: 行 2 / row 2'],
  ])('ends with 1 for a row like %s', (row, message) => {
    const { code, printed, reported } = run(`${HEADER}\n1,mfg,labour,1,1\n${row}\n`);
    expect([code, printed]).toEqual([1, []]);
    expect(reported).toContain(message);
  });

  it.each([
    [{ ...SPEC, banner: ['size'] }, CODEBOOK, '/banner/0: there is no column "size"'],
    [
      { ...SPEC, tests: { chisquare: true } },
      CODEBOOK,
      '/tests/chisquare: 「chisquare」という項目はありません',
    ],
    [{ banner: [] }, CODEBOOK, '「stub」がありません'],
    [{ ...SPEC, tests: { fisher: 'yes' } }, CODEBOOK, '/tests/fisher: auto のいずれか'],
    ['{', CODEBOOK, 'JSON ではありません / is not JSON'],
    [SPEC, { columns: [{ name: 'industry', kind: 'single' }] }, '/columns/0: 「codes」がありません'],
    [SPEC, { columns: [{ name: 'size', kind: 'number' }] }, 'column "size": is not in the header'],
  ])('ends with 1 for a specification or codebook like %j', (spec, codebook, message) => {
    const { code, reported } = run(`${HEADER}\n`, spec, codebook);
    expect(code).toBe(1);
    expect(reported).toContain(message);
  });

  it.each([
    ['!refused', 'says in a data file why there is no answer'],
    ['a;b', 'holds the separator ";"'],
    [' a', 'begins or ends with a blank'],
  ])('ends with 1 for the code "%s", which no cell could say', (code, reason) => {
    const columns = [{ name: 'issues', kind: 'multiple', codes: [code, 'a', 'b'] }];
    const { code: exitCode, reported } = run(`${HEADER}\n`, SPEC, { columns });
    expect(exitCode).toBe(1);
    expect(reported).toContain(`column "issues": code "${code}" ${reason}`);
  });

  it('ends with 2 for wrong use', () => {
    expect(runWith().code).toBe(2);
    expect(runWith('--data', 'x').reported).toContain('npm run --silent tabulate');
    const missing = runWith('--data', 'x', '--codebook', 'y', '--spec', '/nowhere.json');
    expect([missing.code, missing.reported]).toEqual([
      2,
      'ファイルを開けません / cannot open the file: /nowhere.json',
    ]);
  });
});
