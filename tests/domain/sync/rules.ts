import type { MergeRules } from '#domain/sync/merge-rules.ts';

/** The rules of a collection made up for tests: a group, a set, a map, a rule and a closing. */
export const RULES: MergeRules = {
  groups: { state: ['state', 'stateAt'], closing: ['closedAt', 'verdict'] },
  sets: new Set(['tags']),
  maps: new Set(['answers', 'corrections']),
  rules: [{ code: 'stopped-with-reason', isBroken: ({ state, reason }) => state === 'stopped' && !reason }],
  closing: {
    field: 'closedAt',
    corrections: 'corrections',
    correctedAs: { closing: 'verdict' },
    correctedByKey: 'answers',
  },
};
