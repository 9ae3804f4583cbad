import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOT_KINDS, LOT_LIMIT } from '#domain/fieldwork/lots/lot-kinds.ts';
import {
  balanceLots,
  choosePlanned,
  composeLots,
  findReasonAgainst,
  type LotCandidate,
} from '#domain/fieldwork/lots/lot-recipients.ts';
import { UNIT_STATES } from '#domain/fieldwork/survey-units.ts';
import { UNIT_OUTCOMES } from '#domain/fieldwork/unit-outcomes.ts';

const asked: LotCandidate = {
  unitId: 'u',
  state: 'asked',
  outcome: null,
  mayBeAsked: true,
  name: '八戸水産',
  postalCode: '031-0801',
  address: '江陽3-1-25',
};

describe('who gets a letter', () => {
  it.each([
    ['answered', 'reminder1', { state: 'answered', outcome: 'refusal' }],
    ['refusal', 'reminder2', { state: 'stopped', outcome: 'refusal' }],
    ['paperArrived', 'reminder1', { state: 'stopped', outcome: 'paperArrived' }],
    ['closed', 'preNotice', { state: 'stopped', outcome: 'closed' }],
    ['undeliverable', 'secondCopy', { state: 'stopped', outcome: 'undeliverable' }],
    ['noCode', 'invitation', { state: 'notAsked' }],
    [undefined, 'preNotice', { state: 'notAsked' }],
    ['opened', 'preNotice', { state: 'opened' }],
    [undefined, 'reminder1', { state: 'opened', outcome: 'contacted' }],
    ['notAnswered', 'thanks', { state: 'asked' }],
    [undefined, 'thanks', { state: 'answered' }],
    ['archived', 'thanks', { state: 'answered', mayBeAsked: false }],
    ['noAddress', 'invitation', { address: ' ' }],
  ] as const)('%s keeps a unit out of %s: %o', (reason, kind, facts) => {
    expect(findReasonAgainst(kind, { ...asked, ...facts })).toBe(reason);
  });
});

const candidates = fc
  .uniqueArray(
    fc.record<LotCandidate>({
      unitId: fc.stringMatching(/^[a-z]{6}$/),
      state: fc.constantFrom(...UNIT_STATES),
      outcome: fc.constantFrom(null, ...UNIT_OUTCOMES),
      mayBeAsked: fc.boolean(),
      name: fc.constantFrom('甲', '乙', '丙'),
      postalCode: fc.constantFrom('', '030-0801', '０３１０８０１'),
      address: fc.constantFrom('', '本町1'),
    }),
    { selector: ({ unitId }) => unitId, maxLength: 60 },
  )
  .map((units) =>
    // A unit whose contact has ended stands as stopped, unless it has answered.
    units.map((unit) => (unit.state === 'stopped' ? { ...unit, outcome: 'refusal' as const } : unit)),
  );

describe('the sums of lots', () => {
  it('are those of the units, whatever is known of them, before lots are made and after', () => {
    fc.assert(
      fc.property(
        candidates,
        fc.constantFrom(...LOT_KINDS),
        fc.integer({ min: 1, max: LOT_LIMIT }),
        (units, kind, size) => {
          const inLots = new Set<string>();
          for (let round = 0; round < 2; round += 1) {
            const before = balanceLots(kind, units, inLots);
            const leftOut = Object.values(before.leftOut).reduce((sum, count) => sum + count, 0);
            expect(before.inLots + before.due + leftOut).toBe(units.length);
            const lots = composeLots(kind, units, inLots, size);
            const letters = lots.flat();
            expect(letters).toHaveLength(before.due);
            expect(new Set(letters).size).toBe(letters.length);
            expect(lots.every((lot) => lot.length > 0 && lot.length <= size)).toBe(true);
            for (const unitId of letters) {
              expect(inLots.has(unitId)).toBe(false);
              inLots.add(unitId);
            }
          }
          expect(balanceLots(kind, units, inLots).due).toBe(0);
        },
      ),
    );
  });

  it('are made of letters in the order of postal codes, whatever the order of the units', () => {
    const units = Array.from({ length: 600 }, (_, index) => ({
      ...asked,
      unitId: `u${index}`,
      postalCode: `03${String((index * 7919) % 600).padStart(5, '0')}`,
    }));
    const lots = composeLots('invitation', units, new Set());
    expect(lots.map((lot) => lot.length)).toEqual([250, 250, 100]);
    expect(composeLots('invitation', [...units].reverse(), new Set())).toEqual(lots);
  });
});

describe('whom a plan of reminders writes to', () => {
  const unit = (unitId: string, industry: string, facts: Partial<LotCandidate> = {}) => ({
    ...asked,
    unitId,
    industry,
    employees: '',
    municipality: 'hachinohe',
    ...facts,
  });
  const units = [
    ...Array.from({ length: 40 }, (_, index) => unit(`shop ${index}`, 'retail')),
    ...Array.from({ length: 10 }, (_, index) => unit(`maker ${index}`, 'manufacturing')),
    unit('nobody knows', ''),
    unit('has answered', 'retail', { state: 'answered' }),
    unit('in a lot', 'retail'),
  ];
  const plan = {
    by: ['industry'] as const,
    groups: [
      { codes: ['retail'], letters: 15 },
      { codes: [''], letters: 5 },
    ],
  };
  const choose = (all: typeof units): string[] =>
    choosePlanned('reminder1', all, new Set(['in a lot']), plan).map(({ unitId }) => unitId);

  it('is so many of each group as it says, of whom a letter is due to', () => {
    const chosen = choose(units);
    expect(chosen).toHaveLength(16);
    expect(chosen.filter((id) => id.startsWith('shop'))).toHaveLength(15);
    expect(chosen).toContain('nobody knows');
    expect(chosen.some((id) => id.startsWith('maker') || id === 'has answered' || id === 'in a lot')).toBe(
      false,
    );
  });

  it('is not those who happen to stand first, and the same in whatever order they come', () => {
    const chosen = choose(units);
    expect(choose(units.toReversed()).toSorted()).toEqual(chosen.toSorted());
    expect(chosen.filter((id) => Number(id.split(' ')[1]) >= 15).length).toBeGreaterThan(2);
  });
});
