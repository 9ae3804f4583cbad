import type { Json } from '#domain/canonical/json.ts';
import type { DecisionEvidence } from '#domain/records/decision.ts';
import { formatPercent, READING } from './engine/figures.ts';
import { readBlock, type ReadRow } from './engine/read-block.ts';
import { wilson } from './statistics/proportion-interval.ts';
import type { Table } from './table.ts';

/** Where a cell stands in the tables of a decision. */
export type CellAddress = Pick<DecisionEvidence, 'table' | 'block' | 'row' | 'column'>;

/** What a cell is. */
export type CellNumbers = Omit<DecisionEvidence, 'label' | 'table' | 'block' | 'row' | 'column'> & {
  weight: number;
  weightedBase: number;
  effectiveBase: number;
  isDistinct: boolean;
};

/** What became of a cell since it was decided on. */
export interface CellChange {
  /** `same` to the decimal that is printed; `gone`: the survey has no such cell any more. */
  state: 'same' | 'changed' | 'gone';
  /** Percentages as tables print them: `38.1`. */
  before: string;
  now: string | undefined;
  /** By how many points, with one decimal. */
  points: number | undefined;
  /** The share of before lies within the 95 % interval of today's (Wilson). */
  isWithinChance: boolean;
  /** Its group differed from everybody by more than chance makes, and does not any more; or the other way round. */
  distinction: 'lost' | 'won' | 'kept' | 'none';
}

/** What became of all numbers of a decision. */
export interface DecisionChange {
  /** One for each cell of its evidence. */
  cells: CellChange[];
  state: CellChange['state'];
  dataHash: string | undefined;
}

/** A cell of tables by its address; `undefined` where there is none. */
export function readCell(tables: readonly Table[], address: CellAddress): CellNumbers | undefined {
  const table = tables[address.table];
  const block = table?.blocks[address.block];
  const column = block?.columns.indexOf(address.column) ?? -1;
  if (!table || !block || column < 0) return undefined;
  const key = address.row.join('~');
  const row = readBlock(block, table.spec.base, true).find((each: ReadRow) => each.key.join('~') === key);
  const cell = row?.cells[column];
  if (!row || !cell) return undefined;
  return {
    count: cell.count,
    base: row.base,
    weight: cell.weight,
    weightedBase: row.weightedBase,
    effectiveBase: row.effectiveBase,
    isDistinct: cell.p !== null && cell.p < READING.alpha,
  };
}

/** The cell as a decision keeps it; `undefined` where there is none. */
export function toEvidence(
  tables: readonly Table[],
  address: CellAddress,
  label: string,
): DecisionEvidence | undefined {
  const numbers = readCell(tables, address);
  return numbers && { label, ...address, row: [...address.row], ...numbers };
}

/** What became of a cell. */
export function compareCell(evidence: DecisionEvidence, now: CellNumbers | undefined): CellChange {
  const weight = toNumber(evidence.weight);
  const weightedBase = toNumber(evidence.weightedBase);
  const before = formatPercent(weight, weightedBase);
  const wasDistinct = evidence.isDistinct === true;
  if (!now)
    return {
      state: 'gone',
      before,
      now: undefined,
      points: undefined,
      isWithinChance: false,
      distinction: 'none',
    };
  const today = formatPercent(now.weight, now.weightedBase);
  const share = shareOf(weight, weightedBase);
  const newShare = shareOf(now.weight, now.weightedBase);
  const interval = newShare === null || now.effectiveBase <= 0 ? null : wilson(newShare, now.effectiveBase);
  return {
    state: before === today && evidence.base === now.base ? 'same' : 'changed',
    before,
    now: today,
    points: share === null || newShare === null ? undefined : Math.round(1000 * (newShare - share)) / 10,
    isWithinChance: share !== null && interval !== null && share >= interval.low && share <= interval.high,
    distinction:
      wasDistinct === now.isDistinct ? (wasDistinct ? 'kept' : 'none') : wasDistinct ? 'lost' : 'won',
  };
}

function toNumber(value: Json): number {
  return typeof value === 'number' ? value : 0;
}

function shareOf(weight: number, base: number): number | null {
  return base === 0 ? null : weight / base;
}
