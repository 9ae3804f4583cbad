import { describe, expect, it } from 'vitest';
import { computeReturnCurve } from '#domain/fieldwork/returns/return-curve.ts';

describe('the curve of returns', () => {
  it('adds up day by day, days of nothing included, each channel by itself', () => {
    const curve = computeReturnCurve([
      { day: '2026-11-01', sent: 10, opened: 1, answered: {} },
      { day: '2026-11-03', sent: 0, opened: 2, answered: { link: 2 } },
      { day: '2026-11-04', sent: 5, opened: 0, answered: { link: 1, visit: 1 } },
    ]);
    expect(curve).toEqual({
      days: ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'],
      sent: [10, 10, 10, 15],
      opened: [1, 1, 3, 3],
      answered: [
        { channel: 'visit', values: [0, 0, 0, 1] },
        { channel: 'link', values: [0, 0, 2, 3] },
      ],
    });
  });

  it('stays short where one date is far off, and loses no count by it', () => {
    const curve = computeReturnCurve([
      { day: '1999-01-01', sent: 3, opened: 0, answered: { link: 1 } },
      { day: '2026-11-01', sent: 4, opened: 0, answered: {} },
    ]);
    expect(curve).toMatchObject({ days: ['2026-11-01'], sent: [7] });
    expect(curve.answered).toEqual([{ channel: 'link', values: [1] }]);
  });

  it('is empty before anything happened', () => {
    expect(computeReturnCurve([])).toEqual({ days: [], sent: [], opened: [], answered: [] });
  });
});
