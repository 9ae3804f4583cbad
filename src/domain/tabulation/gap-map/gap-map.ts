import { READING } from '#domain/tabulation/engine/figures.ts';
import type { Table, TableBlock } from '#domain/tabulation/table.ts';
import type { Item } from '#domain/questionnaire/model.ts';
import type { GapMapAxes, GapMapItems } from './gap-map-spec.ts';

/** A part of a base; `share` is `null` where nobody is in it. */
export interface Part {
  /** How many people, and of how many. */
  count: number;
  base: number;
  /** 0–1, weighted where the tables are. */
  share: number | null;
}

/** How many of those with an issue want an institution's help with it. */
export interface Wanted extends Part {
  institution: string;
  /** 1 to 3 among the institutions of the issue; the same for equal counts, none for nobody. */
  rank: number | undefined;
}

/** One issue: who has it, whom they want, and what they know of the centre. */
export interface GapMapRow {
  issue: string;
  have: Part;
  wanted: Wanted[];
  /** Of those with the issue: who knows the centre's work, who has used it, and of the users who is satisfied. */
  aware: Part | undefined;
  used: Part | undefined;
  satisfied: Part | undefined;
  /**
   * By how many points more of them want the centre than have used it; `undefined` where either is of fewer people than are
   * to be read (`READING.flagBelow`).
   */
  gap: number | undefined;
}

export interface GapMap {
  /** Those who said which issues they have. */
  base: number;
  /** The most common issue first. */
  rows: GapMapRow[];
}

/** Which answers count as knowing, having used, being satisfied. */
export const SUPPLY_ANSWERS = {
  awareness: ['work'],
  used: ['current', 'past'],
  satisfaction: ['satisfied', 'somewhat_satisfied'],
} as const;

const RANKS = 3;

/**
 * A gap map of the tables that `gapMapSpecs` asks for.
 *
 * @param centre the institution that is the centre itself: its gap is what is wanted of it beyond what is used
 */
export function readGapMap(
  [issueTable, wantedTable, supplyTable]: readonly Table[],
  items: GapMapItems,
  axes: GapMapAxes,
  centre: string | undefined,
): GapMap {
  const [issues] = issueTable!.blocks;
  const supply = new Map(supplyTable!.blocks.map((block) => [block.banner, block]));
  const rows = axes.issues.map((issue, index): GapMapRow => {
    const wanted = readWanted(wantedTable!.blocks[index]!, axes.institutions);
    const of = (item: Item | undefined, answers: readonly string[], everybody = item) =>
      item && readSupply(supply.get(item.code), supply.get(everybody?.code ?? ''), issue, answers);
    // Who does not know the centre is not asked whether they used it: they have not.
    const used = of(items.used, SUPPLY_ANSWERS.used, items.awareness ?? items.used);
    return {
      issue,
      have: readPart(issues!, issues!.columns.indexOf(issue)),
      wanted,
      aware: of(items.awareness, SUPPLY_ANSWERS.awareness),
      used,
      satisfied: of(items.satisfaction, SUPPLY_ANSWERS.satisfaction),
      gap: computeGap(
        wanted.find(({ institution }) => institution === centre),
        used,
      ),
    };
  });
  return {
    base: issues!.total.unweightedBase,
    rows: rows.sort((one, other) => (other.have.share ?? 0) - (one.have.share ?? 0)),
  };
}

function readPart({ total }: TableBlock, column: number): Part {
  const { unweightedBase: base, weightedBase } = total;
  const weight = total.weightedCount[column] ?? 0;
  return { count: total.count[column] ?? 0, base, share: weightedBase === 0 ? null : weight / weightedBase };
}

function readWanted(block: TableBlock, institutions: readonly string[]): Wanted[] {
  const parts = institutions.map((institution) => ({
    institution,
    ...readPart(block, block.columns.indexOf(institution)),
  }));
  return parts.map((part) => {
    const above = parts.filter(({ share }) => (share ?? 0) > (part.share ?? 0)).length;
    return { ...part, rank: part.count > 0 && above < RANKS ? above + 1 : undefined };
  });
}

/** @param everybody the block of whose base it is a part */
function readSupply(
  block: TableBlock | undefined,
  everybody: TableBlock | undefined,
  issue: string,
  answers: readonly string[],
): Part | undefined {
  // Both are of the same groups down the side.
  const position = everybody?.rows.findIndex(({ key }) => key[0] === issue) ?? -1;
  const row = everybody?.rows[position];
  if (!block || !row) return undefined;
  const sum = (cells: readonly number[]) =>
    answers.reduce((all, answer) => all + (cells[block.columns.indexOf(answer)] ?? 0), 0);
  return {
    count: sum(block.count[position]!),
    base: row.unweightedBase,
    share: row.weightedBase === 0 ? null : sum(block.weightedCount[position]!) / row.weightedBase,
  };
}

function computeGap(wanted: Part | undefined, used: Part | undefined): number | undefined {
  if (!wanted || !used || wanted.share === null || used.share === null) return undefined;
  if (Math.min(wanted.base, used.base) < READING.flagBelow) return undefined;
  return 100 * (wanted.share - used.share);
}
