import { describe, expect, it } from 'vitest';
import { needsSettler } from '#domain/fieldwork/response-authority.ts';
import type { ChangeFields } from '#domain/sync/change.ts';

const submitted = {
  fields: { surveyId: 's', accountId: 'a', channel: 'visit', submittedAt: '2026-11-20T01:00:00.000Z' },
};
const begun = { fields: { surveyId: 's', accountId: 'a' } };
const write = (fields: ChangeFields) => ({ collection: 'responses' as const, fields });
const correct = (code: string) =>
  write({
    'corrections/1': { code, oldValue: 'complete', by: 'u', at: '2026-11-20T01:00:00.000Z', reason: '' },
  });

describe('who settles is needed', () => {
  it('to say that a response counts as something else', () => {
    expect(needsSettler(submitted, correct('disposition'))).toBe(true);
    expect(needsSettler(undefined, correct('disposition'))).toBe(true);
  });

  it.each(['settledAt', 'settledBy', 'settledReason'])('to write %s, or to take it away', (field) => {
    expect(needsSettler(submitted, write({ [field]: 'x' }))).toBe(true);
    expect(needsSettler(submitted, write({ [field]: null }))).toBe(true);
    expect(needsSettler(undefined, write({ [field]: 'x' }))).toBe(true);
  });

  it.each(['accountId', 'surveyId'])('to give a submitted response another %s, or none', (field) => {
    expect(needsSettler(submitted, write({ [field]: 'other' }))).toBe(true);
    expect(needsSettler(submitted, write({ [field]: null }))).toBe(true);
  });
});

describe('who settles is not needed', () => {
  it('to correct an answer, whatever stands in it', () => {
    expect(needsSettler(submitted, correct('wish'))).toBe(false);
    expect(
      needsSettler(
        submitted,
        write({
          'answers/wish': { code: 'disposition' },
          'corrections/1': null,
          'corrections/2': ['disposition'],
        }),
      ),
    ).toBe(false);
  });

  it('to submit a response, or to name its company and survey before', () => {
    expect(needsSettler(undefined, write(submitted.fields))).toBe(false);
    expect(needsSettler(begun, write({ accountId: 'other', surveyId: 'other' }))).toBe(false);
  });

  it('to name the company and survey that a submitted one has', () => {
    expect(needsSettler(submitted, write({ accountId: 'a', surveyId: 's' }))).toBe(false);
  });

  it('to say whose the pieces are that a restore has left', () => {
    const { channel: _, ...pieces } = submitted.fields;
    expect(needsSettler({ fields: pieces }, write({ accountId: 'b', channel: 'visit' }))).toBe(false);
  });

  it('for records that are no responses', () => {
    const lead = {
      collection: 'leads' as const,
      fields: { ...correct('disposition').fields, settledAt: 'x', accountId: 'other' },
    };
    expect(needsSettler(submitted, lead)).toBe(false);
  });
});
