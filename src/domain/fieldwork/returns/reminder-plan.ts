import { compareWithAsked } from './representativeness.ts';
import { computeResponseRates } from './response-rates.ts';
import type { ReturnCell, ReturnDimension } from './return-cells.ts';
import { addCounts, countSent, countValid, type DispositionCounts } from './unit-disposition.ts';

/** What reminders are to do first: make those who answer more alike to those asked, or make them more. */
export type ReminderGoal = 'balance' | 'answers';

export interface ReminderWish {
  goal: ReminderGoal;
  /** By what groups are told apart that are reminded or not. */
  by: readonly ReturnDimension[];
  budgetYen: number;
  /** Of a letter with paper, envelope and postage. */
  letterYen: number;
  /** How often a reminded unit answers, as a part of how often its group has answered so far; 0 to 1. */
  effect: number;
}

/** A group of units that nobody has heard from. */
export interface ReminderGroup {
  codes: string[];
  /** How many can be reminded. */
  open: number;
  /** Valid answers of all asked, as it is. */
  rate: number;
  /** To how many a reminder goes in this plan. */
  letters: number;
  expectedAnswers: number;
}

/** Where returns stand, or would. */
export interface ReturnProspect {
  answered: number;
  RR1: number | null;
  indicator: number | null;
}

export interface ReminderPlan {
  /** All groups with somebody to remind, in the order in which the budget is spent. */
  groups: ReminderGroup[];
  letters: number;
  costYen: number;
  now: ReturnProspect;
  expected: ReturnProspect;
}

/** With so many units of the average rate a group's own rate is mixed: a small one's says little. */
const PRIOR_UNITS = 20;

/**
 * Which groups to remind for a budget, and what may be expected of it. Only units of which nothing is known but a letter
 * or an opened page are reminded; who has sent a paper, keyed or not, is not. A reminder is answered as often as the
 * group has answered so far (mixed with `PRIOR_UNITS` of the average rate) times `effect`. For balance the groups that
 * answer least come first, so that the R-indicator rises; for answers those that answer most. The last group may get a
 * part.
 *
 * @throws RangeError for a letter that costs nothing, a negative budget and an effect that is no part.
 */
export function planReminders(
  cells: readonly ReturnCell[],
  { goal, by, budgetYen, letterYen, effect }: ReminderWish,
): ReminderPlan {
  if (!(letterYen > 0)) throw new RangeError('a letter must cost something');
  if (!(budgetYen >= 0)) throw new RangeError('a budget cannot be negative');
  if (!(effect >= 0 && effect <= 1)) throw new RangeError('an effect is between 0 and 1');
  const all = addCounts(cells.map(({ counts }) => counts));
  const average = shareOf(countValid(all), countAsked(all));
  const members = groupCells(cells, by);
  const ranked = [...members.values()]
    .map(({ codes, cells: own }) => describe(codes, own, average))
    .filter(({ open }) => open > 0)
    .sort(
      (a, b) =>
        (goal === 'balance' ? a.chance - b.chance : b.chance - a.chance) ||
        b.open - a.open ||
        (a.codes.join('\n') < b.codes.join('\n') ? -1 : 1),
    );
  let left = Math.floor(budgetYen / letterYen);
  const groups = ranked.map(({ chance, ...group }): ReminderGroup => {
    const letters = Math.min(left, group.open);
    left -= letters;
    return { ...group, letters, expectedAnswers: letters * chance * effect };
  });
  const letters = groups.reduce((sum, group) => sum + group.letters, 0);
  return {
    groups,
    letters,
    costYen: letters * letterYen,
    now: prospectOf(cells),
    expected: prospectOf(
      groups
        .flatMap((group) => expect(members.get(keyOf(group.codes))!.cells, group))
        .concat(untouched(members, groups)),
    ),
  };
}

/** A group with how likely one of its units is to answer. */
type RankedGroup = Omit<ReminderGroup, 'letters' | 'expectedAnswers'> & { chance: number };

function describe(codes: string[], cells: readonly ReturnCell[], average: number): RankedGroup {
  const counts = addCounts(cells.map((cell) => cell.counts));
  const asked = countAsked(counts);
  const valid = countValid(counts);
  return {
    codes,
    open: cells.reduce((sum, cell) => sum + countOpen(cell), 0),
    rate: shareOf(valid, asked),
    chance: (valid + PRIOR_UNITS * average) / (asked + PRIOR_UNITS),
  };
}

interface GroupCells {
  codes: string[];
  cells: ReturnCell[];
}

function groupCells(cells: readonly ReturnCell[], by: readonly ReturnDimension[]): Map<string, GroupCells> {
  const groups = new Map<string, GroupCells>();
  for (const cell of cells) {
    const codes = by.map((dimension) => cell[dimension]);
    const group = groups.get(keyOf(codes));
    if (group) group.cells.push(cell);
    else groups.set(keyOf(codes), { codes, cells: [cell] });
  }
  return groups;
}

function keyOf(codes: readonly string[]): string {
  return codes.join('\n');
}

/** Units that a reminder may go to: nothing has come of them, and no letter came back. */
function countOpen({ counts, unkeyed = 0 }: ReturnCell): number {
  return counts.noReply + counts.contacted - unkeyed;
}

function countAsked(counts: DispositionCounts): number {
  return countSent(counts) - counts.notEligible;
}

function shareOf(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** A group's cells with the expected answers in them, in proportion to whom they have open. */
function expect(cells: readonly ReturnCell[], { open, expectedAnswers }: ReminderGroup): ReturnCell[] {
  const part = expectedAnswers / open;
  return cells.map((cell) => {
    const { noReply, contacted, complete } = cell.counts;
    const { unkeyed = 0 } = cell;
    return {
      ...cell,
      counts: {
        ...cell.counts,
        noReply: noReply * (1 - part),
        contacted: unkeyed + (contacted - unkeyed) * (1 - part),
        complete: complete + countOpen(cell) * part,
      },
    };
  });
}

function untouched(
  members: ReadonlyMap<string, GroupCells>,
  groups: readonly Pick<ReminderGroup, 'codes'>[],
): ReturnCell[] {
  const planned = new Set(groups.map(({ codes }) => keyOf(codes)));
  return [...members].flatMap(([key, { cells }]) => (planned.has(key) ? [] : cells));
}

function prospectOf(cells: readonly ReturnCell[]): ReturnProspect {
  const counts = addCounts(cells.map((cell) => cell.counts));
  const { numerator, denominator } = computeResponseRates(counts).rates.RR1;
  return {
    answered: countValid(counts),
    RR1: denominator > 0 ? numerator / denominator : null,
    indicator: compareWithAsked(cells).indicator,
  };
}
