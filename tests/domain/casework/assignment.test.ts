import { describe, expect, it } from 'vitest';
import { computeWorkloads, proposeAssignments, rankAssignees } from '#domain/casework/assignment.ts';
import { findLeadDue } from '#domain/casework/lead-due.ts';
import { planLeadJoin } from '#domain/casework/lead-join.ts';
import { listLeads, groupByState } from '#domain/casework/lead-list.ts';
import type { Lead } from '#domain/records/lead.ts';

const lead = (id: string, fields: Partial<Lead>) => ({ id, fields });
const person = (userId: string, expertise: string[], areas: string[] = [], active = true) => ({
  userId,
  name: userId,
  expertise,
  areas,
  active,
});
/** A record's id of a moment. */
function idAt(instant: string, n = 0): string {
  const hex = Date.parse(instant).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${String(n).padStart(12, '0')}`;
}

describe('who may take a lead', () => {
  const wish: Partial<Lead> = { issues: ['sales', 'finance'], municipality: '02203' };
  const ranked = (staff: ReturnType<typeof person>[], loads = new Map()): string[] =>
    rankAssignees(staff, wish, loads).map((one) => one.person.userId);

  it('is first who knows most of it, then whose area it is, who has least to do, and who has waited longest', () => {
    expect(
      ranked([person('none', []), person('one', ['sales']), person('both', ['finance', 'sales'])]),
    ).toEqual(['both', 'one', 'none']);
    expect(ranked([person('away', [], ['02201']), person('all', []), person('here', [], ['02203'])])).toEqual(
      ['here', 'all', 'away'],
    );
    const loads = computeWorkloads([
      lead('1', { assignedTo: 'busy', assignedAt: '2026-11-01T00:00:00.000Z', status: 'assigned' }),
      lead('2', { assignedTo: 'late', assignedAt: '2026-11-10T00:00:00.000Z', status: 'won' }),
      lead('3', { assignedTo: 'long', assignedAt: '2026-10-10T00:00:00.000Z', status: 'closed' }),
    ]);
    expect(
      ranked([person('busy', []), person('late', []), person('long', []), person('never', [])], loads),
    ).toEqual(['never', 'long', 'late', 'busy']);
  });

  it('is nobody who has left', () => {
    expect(ranked([person('gone', ['sales', 'finance'], [], false), person('here', [])])).toEqual(['here']);
  });

  it('says what speaks for each', () => {
    const [first] = rankAssignees([person('sato', ['finance'], ['02203'])], wish, new Map());
    expect(first).toMatchObject({ matching: ['finance'], inArea: true, open: 0 });
  });

  it('shares several leads out, the oldest first', () => {
    const leads = [
      lead(idAt('2026-11-03T00:00:00Z'), {}),
      lead(idAt('2026-11-01T00:00:00Z'), {}),
      lead(idAt('2026-11-02T00:00:00Z'), {}),
    ];
    const proposed = proposeAssignments(leads, [person('a', []), person('b', [])], new Map());
    expect(proposed.map((one) => one.ranked[0]!.person.userId)).toEqual(['a', 'b', 'a']);
    expect(proposed[0]!.lead).toBe(leads[1]);
  });
});

describe('when a lead is due', () => {
  const friday = idAt('2026-11-20T03:00:00.000Z');
  it('is as somebody said, else so many working days after it came', () => {
    expect(findLeadDue(lead(friday, { dueDate: '2026-12-24' }), 3)).toEqual({
      date: '2026-12-24',
      isAutomatic: false,
    });
    expect(findLeadDue(lead(friday, {}), 3)).toEqual({ date: '2026-11-26', isAutomatic: true });
    expect(findLeadDue(lead(friday, {}), undefined)).toBeUndefined();
    expect(findLeadDue(lead(friday, { status: 'won' }), 3)).toBeUndefined();
  });
});

describe('the same wish twice', () => {
  it('goes on in the earlier lead with what is new', () => {
    const join = planLeadJoin(
      { status: 'new', about: '輸出のこと', issues: ['overseas'], urgency: 'now' },
      lead('1', { about: '冷凍設備', issues: ['equipment'] }),
      { at: '2026-11-20T03:00:00.000Z', reason: '重複' },
    );
    expect(join.earlier).toEqual({
      about: '冷凍設備\n\n輸出のこと',
      issues: ['equipment', 'overseas'],
      urgency: 'now',
    });
    expect(join.joined).toMatchObject({ status: 'closed', joinedTo: '1', possibleDuplicateOf: null });
  });
});

describe('the pile of leads', () => {
  const leads = [
    lead(idAt('2026-11-01T03:00:00Z', 1), {
      companyName: 'A',
      status: 'new',
      issues: ['sales'],
      source: 'survey',
      urgency: 'now',
    }),
    lead(idAt('2026-11-19T03:00:00Z', 2), {
      companyName: 'B',
      status: 'assigned',
      assignedTo: 'sato',
      municipality: '02203',
      preferredWay: 'visit',
      source: 'phone',
    }),
  ];
  const find = (filter: object): (string | undefined)[] =>
    listLeads(
      leads,
      { text: '', state: 'open', owner: 'all', ...filter },
      'me',
      '2026-11-20T03:00:00.000Z',
    ).map(({ fields }) => fields.companyName);

  it('is narrowed by what is wished, where, by whom, and how long ago', () => {
    expect(find({ issue: 'sales' })).toEqual(['A']);
    expect(find({ municipality: '02203' })).toEqual(['B']);
    expect(find({ source: 'survey' })).toEqual(['A']);
    expect(find({ urgency: 'now' })).toEqual(['A']);
    expect(find({ way: 'visit' })).toEqual(['B']);
    expect(find({ person: 'sato' })).toEqual(['B']);
    expect(find({ age: 7 })).toEqual(['A']);
    expect(find({ age: 1 })).toEqual(['B', 'A']);
  });

  it('stands in columns by state', () => {
    expect(groupByState(leads, ['new', 'assigned', 'inProgress']).map((one) => one.leads.length)).toEqual([
      1, 1, 0,
    ]);
  });
});
