import { hashText } from '#domain/canonical/hash.ts';
import { bearsCode } from '#domain/fieldwork/letters/letter-texts.ts';
import { splitIntoBatches, type UnitState } from '#domain/fieldwork/survey-units.ts';
import { endsContact, type UnitOutcome } from '#domain/fieldwork/unit-outcomes.ts';
import type { CellKey, ReturnDimension } from '#domain/fieldwork/returns/return-cells.ts';
import { LOT_LIMIT, textOfLot, type LotKind } from './lot-kinds.ts';

/** Why a unit gets no letter of a kind; the first that holds. */
export const LEFT_OUT_REASONS = [
  'answered',
  'paperArrived',
  'refusal',
  'blank',
  'undeliverable',
  'closed',
  'notEligible',
  'notAnswered',
  'opened',
  'noCode',
  'archived',
  'noAddress',
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** A unit of a survey, as it matters for letters. */
export interface LotCandidate {
  unitId: string;
  state: UnitState;
  /** What its history comes to. */
  outcome: UnitOutcome | null;
  /** Whether its company is still there to be asked, see `mayBeAsked`. */
  mayBeAsked: boolean;
  name: string;
  /** As it was entered; empty where it is not known. */
  postalCode: string;
  address: string;
}

/**
 * Of several addresses that are one company only the first is written to, and not where the company has answered or
 * refused by another one. A letter that came back tells of one address alone.
 */
export function writeToFirst<Unit extends LotCandidate>([first, ...others]: readonly Unit[]): Unit[] {
  if (!first) return [];
  const isAnswered = others.some(({ state }) => state === 'answered');
  const ended = others.find(
    ({ state, outcome }) => state !== 'answered' && outcome !== 'undeliverable' && endsContact(outcome),
  );
  return [
    {
      ...first,
      state: isAnswered ? 'answered' : first.state,
      outcome: endsContact(first.outcome) ? first.outcome : (ended?.outcome ?? first.outcome),
    },
    ...others.map((other) => ({ ...other, mayBeAsked: false })),
  ];
}

/**
 * Why a unit is to get no letter of a kind; undefined when it is to get one. Asked when lots are
 * made, and again when they are printed and posted: who has answered since is not reminded.
 */
export function findReasonAgainst(kind: LotKind, unit: LotCandidate): LeftOutReason | undefined {
  const { state, outcome } = unit;
  if (kind === 'thanks' ? state !== 'answered' : state === 'answered')
    return kind === 'thanks' ? 'notAnswered' : 'answered';
  if (kind !== 'thanks' && endsContact(outcome)) return outcome as LeftOutReason;
  if (kind === 'preNotice' && state === 'opened') return 'opened';
  if (bearsCode(textOfLot(kind)) && state === 'notAsked') return 'noCode';
  if (!unit.mayBeAsked) return 'archived';
  return unit.address.trim() === '' ? 'noAddress' : undefined;
}

/** Where all units of a survey stand with letters of a kind: each is counted in exactly one place. */
export interface LotBalance {
  units: number;
  inLots: number;
  /** To get one, and in no lot of the kind yet. */
  due: number;
  leftOut: Partial<Record<LeftOutReason, number>>;
}

/** Counts where the units stand with a kind. @param inLots of the kind, whatever became of them since */
export function balanceLots(
  kind: LotKind,
  units: readonly LotCandidate[],
  inLots: ReadonlySet<string>,
): LotBalance {
  const balance: LotBalance = { units: units.length, inLots: 0, due: 0, leftOut: {} };
  for (const unit of units) {
    const reason = inLots.has(unit.unitId) ? undefined : findReasonAgainst(kind, unit);
    if (inLots.has(unit.unitId)) balance.inLots += 1;
    else if (reason === undefined) balance.due += 1;
    else balance.leftOut[reason] = (balance.leftOut[reason] ?? 0) + 1;
  }
  return balance;
}

/** The units that are due a letter of a kind and are in no lot of it yet. */
export function listDue<Unit extends LotCandidate>(
  kind: LotKind,
  units: readonly Unit[],
  inLots: ReadonlySet<string>,
): Unit[] {
  return units.filter((unit) => !inLots.has(unit.unitId) && findReasonAgainst(kind, unit) === undefined);
}

/** New lots of a kind for whoever is due, each in the order of postal codes, then names: as they are bundled and looked for. */
export function composeLots(
  kind: LotKind,
  units: readonly LotCandidate[],
  inLots: ReadonlySet<string>,
  size = LOT_LIMIT,
): string[][] {
  const due = listDue(kind, units, inLots).sort(
    (a, b) => compare(keyOf(a), keyOf(b)) || compare(a.name, b.name) || compare(a.unitId, b.unitId),
  );
  return splitIntoBatches(
    due.map(({ unitId }) => unitId),
    size,
  );
}

/** Which groups a plan of reminders writes to, and to how many of each. */
export interface PlannedGroups {
  by: readonly ReturnDimension[];
  /** `codes` in the order of `by`; empty where it is not known. */
  groups: readonly { codes: readonly string[]; letters: number }[];
}

/**
 * Of the units that are due a letter of a kind those that a plan writes to. Where it writes to a part of a group, who gets
 * a letter follows from hashes of the units' ids: by chance, and the same each time.
 */
export function choosePlanned<Unit extends LotCandidate & CellKey>(
  kind: LotKind,
  units: readonly Unit[],
  inLots: ReadonlySet<string>,
  { by, groups }: PlannedGroups,
): Unit[] {
  const open = new Map(groups.map(({ codes, letters }) => [codes.join('\n'), letters]));
  return listDue(kind, units, inLots)
    .map((unit) => ({ unit, order: hashText(unit.unitId) }))
    .sort((a, b) => compare(a.order, b.order))
    .flatMap(({ unit }) => {
      const key = by.map((dimension) => unit[dimension]).join('\n');
      const left = open.get(key) ?? 0;
      if (left === 0) return [];
      open.set(key, left - 1);
      return [unit];
    });
}

/** Postal codes are compared by their digits; who has none comes last. */
function keyOf({ postalCode }: LotCandidate): string {
  return postalCode.normalize('NFKC').replace(/\D/g, '') || '~';
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
