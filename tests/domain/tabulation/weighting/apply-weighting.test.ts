import { describe, expect, it } from 'vitest';
import { buildDataset } from '#domain/tabulation/dataset/dataset.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import {
  applyWeighting,
  isInvented,
  type SavedWeighting,
} from '#domain/tabulation/weighting/apply-weighting.ts';
import { RakingError } from '#domain/tabulation/weighting/rake.ts';

/** 60 of the east and 40 of the west; the large ones know the centre. */
const rows = Array.from({ length: 100 }, (_, index) => ({
  region: index < 60 ? 'east' : 'west',
  size: index % 4 === 0 ? 'large' : 'small',
  known: index % 4 === 0 ? 'yes' : 'no',
}));
const codebook = {
  columns: [
    {
      name: 'region',
      kind: 'single' as const,
      label: '地域',
      codes: [
        { code: 'east', label: '東' },
        { code: 'west', label: '西' },
        { code: 'north', label: '北' },
      ],
    },
    { name: 'size', kind: 'single' as const, label: '規模', codes: ['small', 'large'] },
    { name: 'known', kind: 'single' as const, label: '認知', codes: ['yes', 'no'] },
    { name: 'many', kind: 'multiple' as const, label: '課題', codes: ['a', 'b'] },
  ],
};
const dataset = buildDataset(codebook, rows);
const weighting = (
  margins: SavedWeighting['margins'],
  more: Partial<SavedWeighting> = {},
): SavedWeighting => ({ id: 'w1', title: '経済センサス', margins, ...more });
const faultOf = (given: SavedWeighting) => {
  try {
    applyWeighting(dataset, given);
  } catch (error) {
    if (error instanceof RakingError)
      return { margin: error.margin, category: error.category, fault: error.fault };
    throw error;
  }
  return undefined;
};

describe('a weighting', () => {
  it('brings a table to the known figures, with a base as large as before', () => {
    const { dataset: weighted, diagnostics } = applyWeighting(
      dataset,
      weighting([{ column: 'size', targets: { small: 900, large: 100 } }]),
    );
    const { blocks } = computeTable(weighted, {
      stub: [[]],
      banner: ['known'],
      base: 'asked',
      weight: 'weight:w1',
    });
    const total = blocks[0]!.total;
    expect(total.unweightedBase).toBe(100);
    expect(total.weightedBase).toBeCloseTo(100, 8);
    expect(total.weightedCount[0]).toBeCloseTo(10, 8);
    expect(total.count[0]).toBe(25);
    // 25 × 0.4 and 75 × 1.2: Kish n = 100² / (25 × 0.16 + 75 × 1.44).
    expect(diagnostics.effectiveSize).toBeCloseTo(10_000 / 112, 8);
    expect(diagnostics.deff).toBeCloseTo(1.12, 8);
    expect([diagnostics.min, diagnostics.max]).toEqual([expect.closeTo(0.4, 8), expect.closeTo(1.2, 8)]);
    expect(diagnostics.gaps).toEqual([{ column: '規模', untargeted: [], unknown: 0 }]);
  });

  it('makes another version of the data, and leaves the one that it was made of alone', () => {
    const one = applyWeighting(dataset, weighting([{ column: 'size', targets: { small: 9, large: 1 } }]));
    const other = applyWeighting(dataset, weighting([{ column: 'size', targets: { small: 8, large: 2 } }]));
    expect(new Set([dataset.hash, one.dataset.hash, other.dataset.hash]).size).toBe(3);
    expect(dataset.columns.has('weight:w1')).toBe(false);
    expect(one.dataset.codebook.columns.at(-1)).toEqual({
      name: 'weight:w1',
      kind: 'weight',
      label: '経済センサス',
    });
  });

  it('leaves those their share of whom the figures say nothing, and tells who they are', () => {
    const partly = buildDataset(
      codebook,
      rows.map((row, index) => ({ ...row, region: index < 10 ? null : index < 20 ? 'north' : row.region })),
    );
    const { dataset: weighted, diagnostics } = applyWeighting(
      partly,
      weighting([
        { column: 'region', targets: { east: 1, west: 3 } },
        { column: 'size', targets: { small: 1, large: 1 } },
      ]),
    );
    const { blocks } = computeTable(weighted, {
      stub: [[]],
      banner: ['region', 'size'],
      base: 'asked',
      weight: 'weight:w1',
    });
    const [region, size] = blocks;
    expect(region!.total.weightedCount[0]).toBeCloseTo(20, 6);
    expect(region!.total.weightedCount[1]).toBeCloseTo(60, 6);
    expect(size!.total.weightedCount[0]).toBeCloseTo(50, 6);
    expect(diagnostics.gaps[0]).toEqual({
      column: '地域',
      untargeted: [{ code: 'north', label: '北', count: 10 }],
      unknown: 10,
    });
  });

  it('cuts weights at a limit', () => {
    const margins: SavedWeighting['margins'] = [
      { column: 'size', targets: { small: 1, large: 1 } },
      { column: 'region', targets: { east: 1, west: 1 } },
    ];
    const whole = applyWeighting(dataset, weighting(margins)).diagnostics;
    expect(whole.max).toBeGreaterThan(2.4);
    expect(faultOf(weighting(margins, { trim: 1.5 }))?.fault).toBe('limitTooLow');
    expect(applyWeighting(dataset, weighting(margins, { trim: 2.6 })).diagnostics.max).toBeLessThanOrEqual(
      2.6,
    );
  });

  it('says why weights cannot be made, with the names that people know', () => {
    expect(faultOf(weighting([]))?.fault).toBe('noTarget');
    expect(faultOf(weighting([{ column: 'region', targets: { east: 1, north: 2 } }]))).toEqual({
      margin: '地域',
      category: '北',
      fault: 'emptyCategory',
    });
    expect(faultOf(weighting([{ column: 'region', targets: { south: 1 } }]))?.fault).toBe('unknownCategory');
    expect(faultOf(weighting([{ column: 'region', targets: { east: -1 } }]))?.fault).toBe('noAmount');
    expect(faultOf(weighting([{ column: 'region', targets: 'much' }]))?.fault).toBe('noTarget');
    for (const column of ['many', 'gone'])
      expect(faultOf(weighting([{ column, targets: { a: 1 } }]))?.fault).toBe('unsuitableColumn');
  });

  it('is invented as soon as one of its figures is', () => {
    expect(
      isInvented({
        margins: [
          { column: 'a', targets: {} },
          { column: 'b', targets: {}, invented: true },
        ],
      }),
    ).toBe(true);
    expect(isInvented({ margins: [{ column: 'a', targets: {} }] })).toBe(false);
  });
});

describe('a weighting that begins from a sample', () => {
  const weightsOf = (given: SavedWeighting, base: Float64Array): number[] => [
    ...(applyWeighting(dataset, given, base).dataset.columns.get('weight:w1')!.values as Float64Array),
  ];
  const sumWhere = (values: readonly number[], isIn: (row: (typeof rows)[number]) => boolean): number =>
    rows.reduce((sum, row, index) => sum + (isIn(row) ? values[index]! : 0), 0);
  // The large ones were drawn three times as often; the last ten are not of the sample.
  const base = Float64Array.from(rows, ({ size }, index) => (index >= 90 ? 0 : size === 'large' ? 2 : 6));

  it('meets the figures, and keeps within a category what the sample says of its people', () => {
    const values = weightsOf(weighting([{ column: 'region', targets: { east: 500, west: 500 } }]), base);
    const east = sumWhere(values, ({ region }) => region === 'east');
    expect(east).toBeCloseTo(45, 8);
    expect(sumWhere(values, () => true)).toBeCloseTo(90, 8);
    expect(values.slice(90)).toEqual(Array.from({ length: 10 }, () => 0));
    // A small one still weighs three times a large one of the same region.
    expect(values[1]! / values[0]!).toBeCloseTo(3, 8);
  });

  it('leaves categories without a figure the share that the sample gives them', () => {
    const values = weightsOf(weighting([{ column: 'size', targets: { large: 1 } }]), base);
    const total = base.reduce((sum, weight) => sum + weight, 0);
    const large = base.reduce((sum, weight) => sum + (weight === 2 ? 2 : 0), 0);
    expect(sumWhere(values, ({ size }) => size === 'large')).toBeCloseTo((large / total) * 90, 8);
  });

  it('needs no figures, and makes up for what is cut', () => {
    const plain = weightsOf(weighting([]), base);
    expect(sumWhere(plain, () => true)).toBeCloseTo(90, 8);
    const few = Float64Array.from(rows, (_, index) => (index < 5 ? 50 : 1));
    const cut = weightsOf(weighting([], { trim: 4 }), few);
    expect(Math.max(...cut)).toBeLessThanOrEqual(4 * (1 + 1e-6));
    expect(sumWhere(cut, () => true)).toBeCloseTo(100, 6);
  });

  it('is refused when nobody is of the sample', () => {
    expect(() => weightsOf(weighting([]), new Float64Array(rows.length))).toThrow(RakingError);
    expect(faultOf(weighting([]))).toMatchObject({ fault: 'noTarget' });
  });
});
