import { describe, expect, it } from 'vitest';
import {
  computeErrorRate,
  fieldsWithoutError,
  isSecondEntryDue,
  readPlan,
  SAMPLE_STEP,
  type CheckedSheet,
} from '#domain/fieldwork/keying/second-entry-plan.ts';

const sheets = (count: number, errors = 0, fields = 40): CheckedSheet[] =>
  Array.from({ length: count }, () => ({ fields, errors }));

describe('the plan of second entry', () => {
  it('takes all sheets until the upper bound of Wilson is under 0.5 per 1,000', () => {
    // z² / (n + z²) < 0.0005 needs n > 1,999 z² = 7,679.05.
    expect(fieldsWithoutError()).toBe(7_680);
    expect(readPlan([])).toMatchObject({ mode: 'all', phase: 0, rate: null });
    expect(readPlan(sheets(191)).mode).toBe('all');
    expect(readPlan(sheets(192))).toMatchObject({ mode: 'sample', phase: 1, fields: 7_680, errors: 0 });
  });

  it('takes longer where there were errors', () => {
    expect(readPlan([...sheets(1, 1), ...sheets(200)]).mode).toBe('all');
    const later = readPlan([...sheets(1, 1), ...sheets(290)]);
    expect(later.mode).toBe('sample');
    expect(later.rate!.high).toBeLessThan(0.5);
  });

  it('takes all again on a failure, and the proof begins anew', () => {
    const failed = readPlan([...sheets(192), ...sheets(1, 1)]);
    expect(failed).toEqual({ mode: 'all', phase: 2, fields: 0, errors: 0, rate: null });
    expect(readPlan([...sheets(192), ...sheets(1, 1), ...sheets(192)])).toMatchObject({
      mode: 'sample',
      phase: 3,
    });
    // Errors that the bound can bear change nothing.
    expect(readPlan([...sheets(1_000), ...sheets(1, 1)])).toMatchObject({
      mode: 'sample',
      phase: 1,
      errors: 1,
    });
  });

  it('takes each tenth from a start that the survey gives, another in another phase', () => {
    const sample = readPlan(sheets(192));
    const due = (seed: string, phase = 1) =>
      Array.from({ length: 50 }, (_, index) => index).filter((index) =>
        isSecondEntryDue({ ...sample, phase }, index, seed),
      );
    const chosen = due('sme-survey-2026');
    expect(chosen).toHaveLength(5);
    expect(new Set(chosen.map((index) => index % SAMPLE_STEP)).size).toBe(1);
    expect(due('sme-survey-2026')).toEqual(chosen);
    const starts = new Set(Array.from({ length: 40 }, (_, phase) => due('s', phase)[0]));
    expect(starts.size).toBeGreaterThan(5);
    expect(isSecondEntryDue(readPlan([]), 3, 's')).toBe(true);
  });

  it('gives errors per 1,000 fields with their interval', () => {
    expect(computeErrorRate(0, 0)).toBeNull();
    // R: prop.test(3, 8000, correct = FALSE)$conf.int
    const rate = computeErrorRate(3, 8_000)!;
    expect(rate.per1000).toBeCloseTo(0.375, 9);
    expect(rate.low).toBeCloseTo(0.1275, 3);
    expect(rate.high).toBeCloseTo(1.1021, 3);
  });
});
