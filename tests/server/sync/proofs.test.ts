import { describe, expect, it } from 'vitest';
import type { LoggedChange } from '#server/database/queries/changes.ts';
import { createProofs } from '#server/sync/proofs.ts';

const proofs = createProofs('a secret for tests, 32 letters long');
const CHANGE: LoggedChange = {
  changeId: 'change-1',
  changeHash: 'hash-1',
  revision: 7,
  serverTime: '2026-11-20T02:57:03.549Z',
};

describe('what a device shows of a history', () => {
  const seen = proofs.prove('centre-1', 'epoch-1', { revision: 7, change: CHANGE, submissions: 3 });
  const proven = proofs.read('centre-1', 'epoch-1', seen);

  it('is that history while nothing was put back', () => {
    expect(proven?.submissions).toBe(3);
    expect(proven?.isOf(CHANGE)).toBe(true);
  });

  it.each<[string, LoggedChange | null]>([
    ['was taken in at another time', { ...CHANGE, serverTime: '2026-11-20T03:26:04.751Z' }],
    ['has other content', { ...CHANGE, changeHash: 'hash-2' }],
    ['is another one', { ...CHANGE, changeId: 'change-2' }],
    ['stands further down', { ...CHANGE, revision: 6 }],
    ['is gone', null],
  ])('is another one where the last change %s', (_, change) => {
    expect(proven?.isOf(change)).toBe(false);
  });
});

describe('what devices hold of servers of before', () => {
  it('holds for the change that has the revision', () => {
    const proven = proofs.read('centre-1', 'epoch-1', {
      revision: 7,
      proof: '3.EIoiitb2LTA.HjbixJxXxHZ30Lm3Pb9fTQ',
    });
    expect(proven?.isOf(CHANGE)).toBe(true);
    expect(proven?.isOf({ ...CHANGE, changeHash: 'hash-2' })).toBe(false);
    expect(proven?.isOf({ ...CHANGE, revision: 6 })).toBe(false);
  });

  it('holds for a revision that no change has', () => {
    const proven = proofs.read('centre-1', 'epoch-1', {
      revision: 8,
      proof: '3.nH0cMudqIT0.oyws36eufQjhVaT8eZzM7Q',
    });
    expect(proven?.isOf(CHANGE)).toBe(true);
    expect(proven?.isOf(null)).toBe(true);
    expect(proven?.isOf({ ...CHANGE, revision: 8 })).toBe(false);
  });
});
