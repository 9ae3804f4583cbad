import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#domain/canonical/json.ts';
import {
  COLLECTIONS,
  DEFINITIONS,
  getDefinition,
  listKnown,
  type Collection,
} from '#domain/records/collections.ts';
import { eraseRecord, keptFields } from '#domain/records/erase.ts';
import { toOneLine, withOneLines } from '#domain/records/one-line.ts';
import {
  findCodeName,
  findFieldName,
  findRuleText,
  wordsOf,
} from '#domain/records/words/words-of-collections.ts';
import type { StoredRecord } from '#domain/sync/record.ts';

const stamp = {
  revision: 3,
  deviceId: 'phone',
  deviceSeq: 2,
  madeBy: 'sato',
  madeAt: '2026-11-20T01:00:00.000Z',
};

describe('the definitions', () => {
  it('are found by their name, and no other', () => {
    for (const collection of COLLECTIONS) expect(getDefinition(collection).name).toBe(collection);
    for (const name of ['weather', 'constructor']) expect(() => getDefinition(name)).toThrow(name);
  });

  it('are told to the server with their versions', () => {
    expect(listKnown()).toContain('visits.2');
    expect(listKnown({ visits: { ...DEFINITIONS.visits, version: 7 } })).toEqual(['visits.7']);
  });

  it('know sets and maps by the kinds of their fields', () => {
    expect([...DEFINITIONS.visits.sets]).toEqual(['participants', 'contacts', 'issues', 'programmes']);
    expect([...DEFINITIONS.responses.maps]).toEqual(['answers', 'provenance', 'notes', 'corrections']);
    expect(DEFINITIONS.contacts.groups).toEqual({});
  });

  it.each(COLLECTIONS)('of %s name only fields that there are', (collection) => {
    const { fields, groups, indices, keptByErasure, mergedInto } = getDefinition(collection);
    const named = [
      ...Object.values(groups).flat(),
      ...indices,
      ...keptByErasure,
      ...(mergedInto ? [mergedInto] : []),
    ];
    for (const name of named) expect(fields).toHaveProperty(name);
  });
});

describe('what a merge can break without anyone’s fault', () => {
  const brokenRules = (collection: Collection, fields: JsonObject): string[] =>
    getDefinition(collection).rules.flatMap(({ code, isBroken }) => (isBroken(fields) ? [code] : []));

  it('is a lead that somebody works on and nobody has', () => {
    for (const status of ['assigned', 'inProgress']) {
      expect(brokenRules('leads', { status })).toEqual(['assigned-without-person']);
      expect(brokenRules('leads', { status, assignedTo: 'sato' })).toEqual([]);
    }
    for (const status of ['new', 'won', 'closed']) expect(brokenRules('leads', { status })).toEqual([]);
    expect(brokenRules('leads', {})).toEqual([]);
  });

  it('is a visit that was cancelled and has notes of what was said', () => {
    expect(brokenRules('visits', { status: 'cancelled', notes: '冷凍設備' })).toEqual([
      'cancelled-with-record',
    ]);
    const sound: JsonObject[] = [
      { status: 'cancelled' },
      { status: 'cancelled', notes: '' },
      { status: 'finished', notes: '冷凍設備' },
    ];
    for (const fields of sound) expect(brokenRules('visits', fields)).toEqual([]);
  });

  it('is nothing in the other collections', () => {
    const withRules = COLLECTIONS.filter((collection) => getDefinition(collection).rules.length > 0);
    expect(withRules).toEqual(['visits', 'leads']);
  });
});

describe('erasure', () => {
  it.each(COLLECTIONS)('of %s leaves no text and no name', (collection) => {
    const { fields, keptByErasure } = getDefinition(collection);
    const kinds = keptByErasure.map((name) => (name === 'partner' ? 'institution' : fields[name]!.kind));
    for (const kind of kinds)
      expect(['line', 'text', 'digits', 'map', 'object', 'answer', 'json']).not.toContain(kind);
  });

  it('leaves what keeps counts right, and nothing about who wrote it', () => {
    const record: StoredRecord = {
      collection: 'leads',
      id: 'lead',
      revision: 3,
      fields: { companyName: '八戸水産', contactPhone: '0178', status: 'won', source: 'survey' },
      deletedAt: null,
      conflicts: [
        { id: 'c', unit: 'about', kept: { fields: {}, ...stamp }, other: { fields: {}, ...stamp } },
      ],
      warnings: [{ code: 'revived', ...stamp }],
      units: { status: stamp },
    };
    expect(eraseRecord(DEFINITIONS.leads, record, { revision: 9, at: '2026-11-21T00:00:00.000Z' })).toEqual({
      collection: 'leads',
      id: 'lead',
      revision: 9,
      fields: { status: 'won', source: 'survey' },
      deletedAt: '2026-11-21T00:00:00.000Z',
      conflicts: [],
      warnings: [],
      units: {},
    });
    expect(keptFields(DEFINITIONS.leads, Object.create({ status: 'won' }) as never)).toStrictEqual({});
  });
});

describe('one line', () => {
  it('is made of what is pasted into a field of one line, and of no other', () => {
    expect(toOneLine('八戸\t水産\r\n加工')).toBe('八戸 水産  加工');
    const changed = {
      name: '八戸\n水産',
      note: '一\n二',
      ofTomorrow: 'a\nb',
      tags: { add: ['x\ny'], remove: [] },
    };
    expect(withOneLines(DEFINITIONS.accounts, changed)).toEqual({ ...changed, name: '八戸 水産' });
    expect(withOneLines(DEFINITIONS.accounts, { name: null, constructor: 'a\nb' })).toEqual({
      name: null,
      constructor: 'a\nb',
    });
  });
});

describe('the words', () => {
  it.each(COLLECTIONS)('of %s are there in both languages', (collection) => {
    const { name, fields, groups, codes, rules } = wordsOf(collection);
    const all = [
      name,
      ...Object.values(fields),
      ...Object.values(groups),
      ...Object.values(rules),
      ...Object.values(codes).flatMap((each) => Object.values(each)),
    ];
    for (const { ja, en } of all) {
      expect(ja).toMatch(/\S/);
      expect(en).toMatch(/\S/);
    }
  });

  it('are found by field, group, code and rule, and not for what every object has', () => {
    const words = wordsOf('visits');
    expect(findFieldName(words, 'plan')?.ja).toBe('予定');
    expect(findFieldName(words, 'plannedDate')?.ja).toBe('予定日');
    expect(findCodeName(words, 'status', 'finished')?.en).toBe('Finished');
    expect(findRuleText(words, 'cancelled-with-record')?.en).toContain('cancelled');
    expect(findFieldName(words, 'constructor')).toBeUndefined();
    expect(findCodeName(words, 'notes', 'x')).toBeUndefined();
    expect(findCodeName(words, 'status', 'constructor')).toBeUndefined();
    expect(findRuleText(words, 'revived')).toBeUndefined();
  });
});
