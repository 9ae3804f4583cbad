import { describe, expect, it } from 'vitest';
import { assignLead, isLeadOver, listLeadMoves, moveLead } from '#domain/casework/lead-transitions.ts';
import { LEAD_STATUSES, leads } from '#domain/records/lead.ts';
import { findBrokenRules } from '#domain/sync/merge-rules.ts';

const at = '2026-11-20T05:30:00.000Z';

describe('a lead', () => {
  it('goes from new over assigned and in progress to won', () => {
    const assigned = {
      status: 'new' as const,
      ...assignLead({ status: 'new' }, 'sato', at),
      assignedTo: 'sato',
    };
    expect(assigned).toMatchObject({ status: 'assigned', assignedTo: 'sato', assignedAt: at, statusAt: at });
    expect(moveLead({ status: 'assigned', assignedTo: 'sato' }, 'inProgress', at)).toMatchObject({
      status: 'inProgress',
      statusAt: at,
    });
    expect(moveLead({ status: 'inProgress', assignedTo: 'sato' }, 'won', at)).toEqual({
      status: 'won',
      statusAt: at,
      statusReason: null,
    });
  });

  it('is never worked on by nobody', () => {
    for (const status of LEAD_STATUSES) expect(listLeadMoves({ status })).not.toContain('inProgress');
    const back = assignLead({ status: 'inProgress', assignedTo: 'sato' }, undefined, at);
    expect(back).toMatchObject({ status: 'new', assignedTo: null, assignedAt: null });
    expect(findBrokenRules(leads, { status: back.status!, assignedTo: back.assignedTo })).toEqual([]);
  });

  it('is closed with a reason only', () => {
    expect(() => moveLead({ status: 'new' }, 'closed', at, '  ')).toThrow(RangeError);
    expect(moveLead({ status: 'new' }, 'closed', at, ' 重複 ')).toMatchObject({
      status: 'closed',
      statusReason: '重複',
    });
  });

  it('cannot jump from new to won', () => {
    expect(() => moveLead({ status: 'new' }, 'won', at)).toThrow(RangeError);
  });

  it('can be taken up again after its end', () => {
    expect(isLeadOver({ status: 'closed' })).toBe(true);
    expect(listLeadMoves({ status: 'closed', assignedTo: 'sato' })).toEqual(['inProgress']);
    expect(listLeadMoves({ status: 'closed' })).toEqual(['new']);
  });

  it('goes on in progress when another person takes it over', () => {
    expect(assignLead({ status: 'inProgress', assignedTo: 'sato' }, 'kudo', at)).toEqual({
      assignedTo: 'kudo',
      assignedAt: at,
    });
  });
});
