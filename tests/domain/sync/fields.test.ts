import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#domain/canonical/json.ts';
import { applyFields, fieldAt, foldFields, isSetDelta, setDelta, splitPath } from '#domain/sync/fields.ts';
import { RULES } from './rules.ts';

describe('fields that are written onto a record', () => {
  it('leave the record as it was, and each map and set that it holds', () => {
    const before: JsonObject = { name: '旧', tags: ['a'], answers: { one: 1 } };
    const after = applyFields(RULES, before, {
      name: '新',
      tags: { add: ['b'], remove: ['a'] },
      'answers/two': 2,
      'answers/three': 3,
    });
    expect(after).toEqual({ name: '新', tags: ['b'], answers: { one: 1, two: 2, three: 3 } });
    expect(before).toEqual({ name: '旧', tags: ['a'], answers: { one: 1 } });
  });

  it('go with null, from the record and from a map', () => {
    const after = applyFields(
      RULES,
      { name: 'x', answers: { one: 1, two: 2 } },
      { name: null, 'answers/one': null },
    );
    expect(Object.keys(after)).toEqual(['answers']);
    expect(after['answers']).toEqual({ two: 2 });
  });

  it('add no member twice, and take what is no delta for the whole set', () => {
    expect(applyFields(RULES, { tags: ['a'] }, { tags: { add: ['a', 'b'], remove: [] } })).toEqual({
      tags: ['a', 'b'],
    });
    expect(applyFields(RULES, { tags: ['a'] }, { tags: ['c'] })).toEqual({ tags: ['c'] });
    expect(applyFields(RULES, {}, { tags: { add: ['a'], remove: ['b'] } })).toEqual({ tags: ['a'] });
  });

  it('can be called what every object has', () => {
    const after = applyFields(RULES, {}, { constructor: 'Bauer', 'answers/__proto__': 'x' });
    expect(fieldAt(after, 'constructor')).toBe('Bauer');
    expect(fieldAt(after, 'answers/__proto__')).toBe('x');
    expect(fieldAt({}, 'constructor')).toBeNull();
    expect(Object.getOwnPropertyDescriptor(after, 'constructor')).toMatchObject({
      enumerable: true,
      configurable: true,
      writable: true,
    });
  });

  it('are found by their path, null where there are none', () => {
    expect(fieldAt({ answers: { one: 1 } }, 'answers/one')).toBe(1);
    expect(fieldAt({ answers: { one: 1 } }, 'answers/two')).toBeNull();
    expect(fieldAt({ answers: 'text' }, 'answers/length')).toBeNull();
    expect(fieldAt({ answers: ['x'] }, 'answers/0')).toBeNull();
    expect(splitPath('answers/a/b')).toEqual(['answers', 'a/b']);
    expect(splitPath('name')).toEqual(['name', undefined]);
    expect(splitPath('/x')).toEqual(['', 'x']);
  });
});

describe('two edits folded into one', () => {
  it('let the later value win, and join what happened to a set', () => {
    expect(
      foldFields(
        RULES,
        { name: '一', tags: { add: ['a', 'b'], remove: ['c', 'd'] } },
        { name: '二', tags: { add: ['c', 'e'], remove: ['a', 'f'] } },
      ),
    ).toEqual({ name: '二', tags: { add: ['b', 'c', 'e'], remove: ['d', 'a', 'f'] } });
  });

  it('come to the same as one after the other', () => {
    const first = { tags: setDelta(['x', 'c'], ['x', 'a', 'b']) } as never;
    const second = { tags: setDelta(['x', 'a', 'b'], ['b', 'c']) } as never;
    const start = { tags: ['x', 'c'] };
    const folded = applyFields(RULES, start, foldFields(RULES, first, second))['tags'] as string[];
    const steps = applyFields(RULES, applyFields(RULES, start, first), second)['tags'] as string[];
    expect(folded.toSorted()).toEqual(steps.toSorted());
  });

  it('do not join what only looks like a set’s change', () => {
    const [one, two] = [
      { add: ['a'], remove: [] },
      { add: ['b'], remove: [] },
    ];
    expect(foldFields(RULES, { note: one }, { note: two })).toEqual({ note: two });
    expect(foldFields(RULES, { tags: ['a'] }, { tags: two })).toEqual({ tags: two });
    expect(foldFields(RULES, { tags: one }, { tags: ['b'] })).toEqual({ tags: ['b'] });
    expect(foldFields(RULES, {}, { tags: two })).toEqual({ tags: two });
  });

  it('know a set’s change by its members alone', () => {
    expect(isSetDelta({ add: [], remove: ['a'] })).toBe(true);
    for (const value of [
      null,
      [],
      'x',
      { add: [] },
      { add: [1], remove: [] },
      { add: [], remove: [null] },
      { add: [], remove: [], x: 1 },
    ])
      expect(isSetDelta(value)).toBe(false);
  });
});
