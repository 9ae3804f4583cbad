import { describe, expect, it } from 'vitest';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { planReminders, type ReminderWish } from '#domain/fieldwork/returns/reminder-plan.ts';
import type { ReturnCell } from '#domain/fieldwork/returns/return-cells.ts';
import { countNone, type DispositionCounts } from '#domain/fieldwork/returns/unit-disposition.ts';

const cell = (industry: string, employees: string, counts: Partial<DispositionCounts>): ReturnCell => ({
  industry,
  employees,
  municipality: 'aomori',
  counts: { ...countNone(), ...counts },
});
/** Makers answer often, shops seldom. */
const CELLS = [
  cell('manufacturing', 'small', { complete: 80, noReply: 100, contacted: 20, refusal: 5 }),
  cell('manufacturing', 'large', { complete: 120, noReply: 80 }),
  cell('retail', 'small', { complete: 20, noReply: 360, undeliverable: 15, notEligible: 5 }),
  cell('retail', 'large', { complete: 40, noReply: 160 }),
];
const WISH: ReminderWish = {
  goal: 'balance',
  by: ['industry'],
  budgetYen: 20_000,
  letterYen: 100,
  effect: 0.5,
};

describe('a plan of reminders', () => {
  it('spends the budget on those who answer least, for balance', () => {
    const plan = planReminders(CELLS, WISH);
    expect(plan).toMatchObject({ letters: 200, costYen: 20_000, now: { answered: 260 } });
    expect(plan.groups.map(({ codes, open, letters }) => [codes[0], open, letters])).toEqual([
      ['retail', 520, 200],
      ['manufacturing', 200, 0],
    ]);
    // 60 of 595 asked, with 20 of the average 260 of 1,000; half as often once more.
    const chance = (60 + 20 * 0.26) / (595 + 20);
    expect(plan.groups[0]!.expectedAnswers).toBeCloseTo(200 * chance * 0.5, 10);
    expect(plan.expected.answered).toBeCloseTo(260 + 100 * chance, 10);
    expect(plan.expected.RR1!).toBeGreaterThan(plan.now.RR1!);
    expect(plan.expected.indicator!).toBeGreaterThan(plan.now.indicator!);
  });

  it('and on those who answer most, for answers: more of them, and less alike', () => {
    const balance = planReminders(CELLS, WISH);
    const answers = planReminders(CELLS, { ...WISH, goal: 'answers' });
    expect(answers.groups.map(({ codes, letters }) => [codes[0], letters])).toEqual([
      ['manufacturing', 200],
      ['retail', 0],
    ]);
    expect(answers.expected.answered).toBeGreaterThan(balance.expected.answered);
    expect(answers.expected.indicator!).toBeLessThan(balance.expected.indicator!);
  });

  it('reminds nobody whose paper has come in and waits to be keyed', () => {
    const arrived = { ...cell('retail', 'small', { complete: 20, noReply: 60, contacted: 20 }), unkeyed: 15 };
    const { groups, expected } = planReminders([arrived], WISH);
    expect(groups).toMatchObject([{ open: 65, letters: 65 }]);
    expect(expected.answered).toBeCloseTo(20 + groups[0]!.expectedAnswers, 10);
  });

  it('reminds nobody who answered, refused, came back or does not belong, and never spends more', () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const random = new SeededRandom(seed);
      const cells = Array.from({ length: 1 + random.below(12) }, () =>
        cell(`i${random.below(4)}`, `e${random.below(3)}`, {
          complete: random.below(30),
          noReply: random.below(60),
          contacted: random.below(5),
          refusal: random.below(5),
          undeliverable: random.below(5),
          notEligible: random.below(3),
        }),
      );
      const wish: ReminderWish = {
        goal: random.pick(['balance', 'answers']),
        by: random.pick([[], ['industry'], ['industry', 'employees']] as const),
        budgetYen: random.below(9_000),
        letterYen: 1 + random.below(200),
        effect: random.below(11) / 10,
      };
      const plan = planReminders(cells, wish);
      const open = cells.reduce((sum, { counts }) => sum + counts.noReply + counts.contacted, 0);
      expect(plan.letters).toBe(Math.min(open, Math.floor(wish.budgetYen / wish.letterYen)));
      expect(plan.costYen).toBeLessThanOrEqual(wish.budgetYen);
      expect(plan.groups.reduce((sum, group) => sum + group.open, 0)).toBe(open);
      const expected = plan.groups.reduce((sum, group) => sum + group.expectedAnswers, 0);
      expect(plan.expected.answered - plan.now.answered).toBeCloseTo(expected, 8);
      for (const { letters, open: own } of plan.groups) expect(letters).toBeLessThanOrEqual(own);
    }
  });

  it('takes a second at most for the cells of 7,500 units', () => {
    const random = new SeededRandom(7);
    const cells = Array.from({ length: 2_600 }, (_, index) => ({
      ...cell(`i${index % 17}`, `e${index % 6}`, { complete: random.below(2), noReply: 1 + random.below(3) }),
      municipality: `m${index % 40}`,
    }));
    const startedAt = process.cpuUsage();
    planReminders(cells, { ...WISH, by: ['industry', 'employees'] });
    expect(process.cpuUsage(startedAt).user / 1_000).toBeLessThan(1_000);
  });

  it.each([
    ['a letter that costs nothing', { letterYen: 0 }],
    ['a negative budget', { budgetYen: -1 }],
    ['an effect above 1', { effect: 1.2 }],
    ['no number', { letterYen: Number.NaN }],
  ])('refuses %s', (_what, wish) => {
    expect(() => planReminders(CELLS, { ...WISH, ...wish })).toThrow(RangeError);
  });
});
