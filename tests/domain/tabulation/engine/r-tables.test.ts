import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { buildDataset, type DataRow } from '#domain/tabulation/dataset/dataset.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { readCodebook } from '#domain/tabulation/reading/read-codebook.ts';
import { readRows } from '#domain/tabulation/reading/read-rows.ts';

type Named = Record<string, number>;
/** A data set, and what R makes of its tables: r-tables.R. */
interface RTables {
  weighted: 'yes' | 'no';
  data: string;
  tests: Named;
  omnibus?: Named;
  groups: Record<
    string,
    { weightedBase: number; effectiveBase: number; shares: Named; mean: number; sd?: number }
  >;
}

const CODES = { a: 7, b: 8 };
const listCodes = (name: 'a' | 'b'): string[] =>
  Array.from({ length: CODES[name] }, (_, at) => `${name}${at + 1}`);
const CODEBOOK = readCodebook({
  columns: [
    { name: 'a', kind: 'single', codes: listCodes('a') },
    { name: 'b', kind: 'single', codes: listCodes('b') },
    { name: 'm', kind: 'multiple', codes: ['p', 'q', 'r', 's'], separator: ';' },
    { name: 'z', kind: 'number' },
    { name: 'w', kind: 'weight' },
  ],
});

const readData = (text: string): DataRow[] =>
  readRows(
    CODEBOOK,
    text.split('\n').map((line) => line.split(',')),
  );

/** R's `fisher.test` is exact to seven figures; the others are to 1e-9. */
const toleranceOf = (name: string): number => (name === 'fisher' ? 1e-6 : 1e-9);

function expectAlike(found: number | null | undefined, inR: number, name: string): void {
  expect(
    Math.abs(found! - inR) / Math.max(1e-12, Math.abs(inR)),
    `${name}: ${found}, in R ${inR}`,
  ).toBeLessThan(toleranceOf(name));
}

it('is as R has it: shares and bases, averages, χ² and what belongs to it, Fisher, Rao and Scott, several answers', async () => {
  const file = await readFile(new URL('./r-tables.json', import.meta.url), 'utf8');
  const cases = JSON.parse(file) as RTables[];
  expect(cases).toHaveLength(7);
  let compared = 0;
  for (const { weighted, data, tests, omnibus, groups } of cases) {
    const table = computeTable(buildDataset(CODEBOOK, readData(data)), {
      stub: [['a']],
      banner: ['b', 'm', 'z'],
      base: 'asked',
      weight: weighted === 'yes' ? 'w' : null,
      tests: { chiSquare: true, fisher: 'fisher' in tests },
    });
    const [single, several, numbers] = table.blocks;
    const { chiSquare, gSquare, cramersV, fisher, raoScott } = single!.tests!;
    const found: Record<string, number | null | undefined> = {
      ...chiSquare,
      ...raoScott,
      yates: chiSquare?.yates?.statistic,
      gSquare: gSquare?.statistic,
      cramersV,
      fisher: fisher?.p,
    };
    for (const [name, inR] of Object.entries(tests)) expectAlike(found[name], inR, name);
    for (const [name, inR] of Object.entries(omnibus ?? {}))
      expectAlike(several!.tests!.multipleAnswer?.[name as 'statistic'], inR, `several: ${name}`);
    for (const [code, own] of Object.entries(groups)) {
      const at = single!.rows.findIndex(({ key }) => key[0] === code);
      const row = single!.rows[at]!;
      expectAlike(row.weightedBase, own.weightedBase, 'weightedBase');
      expectAlike(row.effectiveBase, own.effectiveBase, 'effectiveBase');
      for (const [answer, share] of Object.entries(own.shares))
        expect(single!.rowShare[at]![single!.columns.indexOf(answer)]).toBeCloseTo(share, 12);
      expectAlike(numbers!.rows[at]!.mean, own.mean, 'mean');
      if (own.sd !== undefined) expectAlike(numbers!.rows[at]!.sd, own.sd, 'sd');
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(25);
});
