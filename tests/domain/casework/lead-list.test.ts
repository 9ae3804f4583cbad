import { describe, expect, it } from 'vitest';
import { listLeads, type LeadFilter } from '#domain/casework/lead-list.ts';
import type { Lead } from '#domain/records/lead.ts';

const lead = (id: string, fields: Partial<Lead>) => ({ id, fields });
const leads = [
  lead('1', {
    companyName: '㈱つがるワイン',
    status: 'new',
    contactPhone: '0172-33-1234',
    about: '冷凍設備',
  }),
  lead('2', { companyName: '八戸水産', status: 'assigned', assignedTo: 'me', contactName: '田中' }),
  lead('3', { companyName: '弘前木工', status: 'closed', assignedTo: 'you', registeredBy: 'me' }),
];
const find = (filter: Partial<LeadFilter>): string[] =>
  listLeads(leads, { text: '', state: 'all', owner: 'all', ...filter }, 'me').map(({ id }) => id);

describe('the list of leads', () => {
  it('begins with the newest', () => {
    expect(find({})).toEqual(['3', '2', '1']);
  });

  it('is narrowed by state and by person', () => {
    expect(find({ state: 'open' })).toEqual(['2', '1']);
    expect(find({ state: 'closed' })).toEqual(['3']);
    expect(find({ owner: 'mine' })).toEqual(['3', '2']);
    expect(find({ owner: 'unassigned' })).toEqual(['1']);
  });

  it('is searched by company, contact, number and subject, however they are typed', () => {
    expect(find({ text: 'ツガル 冷凍' })).toEqual(['1']);
    expect(find({ text: '0172331' })).toEqual(['1']);
    expect(find({ text: '０１７２－３３' })).toEqual(['1']);
    expect(find({ text: '田中' })).toEqual(['2']);
    expect(find({ text: '田中 冷凍' })).toEqual([]);
  });
});
