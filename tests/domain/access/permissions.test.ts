import { describe, expect, it } from 'vitest';
import {
  ACTIONS,
  canRead,
  canWrite,
  isAllowed,
  ROLES,
  type Action,
  type Role,
} from '#domain/access/permissions.ts';
import { COLLECTIONS } from '#domain/records/collections.ts';
import { RECORD_KEEPERS, RECORD_WRITERS, RIGHTS } from '#tests/support/rights.ts';

describe('the permission table', () => {
  it('allows every role what its people do, and nothing else', () => {
    expect(listDifferences(isAllowed)).toEqual([]);
  });

  it.each(['people.manage', 'accounts.import'] as const)('would be found out if managers had %s', (given) => {
    const wrong = (role: Role, action: Action): boolean =>
      (role === 'manager' && action === given) || isAllowed(role, action);
    expect(listDifferences(wrong)).toEqual([`manager may ${RIGHTS[given].what} (${given}), and must not`]);
  });

  it('would be found out if it forbade someone their work', () => {
    const wrong = (role: Role, action: Action): boolean =>
      !(role === 'coordinator' && action === 'sync.push') && isAllowed(role, action);
    expect(listDifferences(wrong)).toEqual([
      'coordinator may not record visits, answers, leads and next steps (sync.push), and has to',
    ]);
  });

  it.each(COLLECTIONS)(
    'lets all who work at the centre see %s, no partner, and those record it whose work it is',
    (collection) => {
      expect(ROLES.filter((role) => canRead(role, collection)).sort()).toEqual([...RECORD_KEEPERS].sort());
      expect(ROLES.filter((role) => canWrite(role, collection)).sort()).toEqual(
        [...RECORD_WRITERS[collection]].sort(),
      );
    },
  );
});

function listDifferences(isAllowedIn: typeof isAllowed): string[] {
  return ACTIONS.flatMap((action) => {
    const { what, roles } = RIGHTS[action];
    return ROLES.flatMap((role) => {
      const may = isAllowedIn(role, action);
      if (may === roles.includes(role)) return [];
      return may
        ? [`${role} may ${what} (${action}), and must not`]
        : [`${role} may not ${what} (${action}), and has to`];
    });
  });
}
