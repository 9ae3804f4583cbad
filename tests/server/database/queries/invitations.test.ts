import { beforeAll, expect, it } from 'vitest';
import { insertCentre } from '#server/database/queries/centres.ts';
import { findCodePlace, insertCodePlaces } from '#server/database/queries/code-lookup.ts';
import {
  countInvitations,
  insertInvitations,
  listInvitedUnits,
  listLatestInvitations,
  type StoredInvitation,
} from '#server/database/queries/invitations.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

const CENTRE = 'centre';
const OTHER_CENTRE = 'other-centre';
const day = (number: number): string => `2026-11-${String(number).padStart(2, '0')}T01:00:00.000Z`;

let made = 0;
function invitation(
  unitId: string,
  generation: number,
  given: Partial<StoredInvitation> = {},
): StoredInvitation {
  made += 1;
  const id = `i${made}`;
  return {
    centreId: CENTRE,
    id,
    surveyId: 'wave-1',
    unitId,
    generation,
    keyId: 'k1',
    codeHash: `hash-${id}`,
    issuedAt: day(generation),
    issuedBy: null,
    revokedAt: null,
    openedAt: null,
    answeredAt: null,
    ...given,
  };
}

describeOnBothDatabases('invitations', (getDatabase) => {
  beforeAll(async () => {
    const { db } = getDatabase();
    for (const id of [CENTRE, OTHER_CENTRE])
      await insertCentre(db, { id, name: id, epoch: 'e', createdAt: day(1) });
    await insertInvitations(db, [
      invitation('renewed', 1, { revokedAt: day(2), openedAt: day(1) }),
      invitation('renewed', 2),
      invitation('taken-back', 1, { revokedAt: day(2), openedAt: day(1) }),
      invitation('answered-then-renewed', 1, { revokedAt: day(9), openedAt: day(3), answeredAt: day(4) }),
      invitation('answered-then-renewed', 9),
      invitation('opened', 1, { openedAt: day(5) }),
      invitation('renewed', 1, { surveyId: 'wave-2' }),
      invitation('renewed', 3, { centreId: OTHER_CENTRE }),
    ]);
    await insertInvitations(db, []);
  });

  it('tell once for each unit that has a code in force, or has answered, how far it has come with any of its codes', async () => {
    const units = await listInvitedUnits(getDatabase().db, CENTRE, 'wave-1');
    expect(units.toSorted((left, right) => left.unitId.localeCompare(right.unitId))).toEqual([
      { unitId: 'answered-then-renewed', issuedAt: day(9), openedAt: day(3), answeredAt: day(4) },
      { unitId: 'opened', issuedAt: day(1), openedAt: day(5), answeredAt: null },
      { unitId: 'renewed', issuedAt: day(2), openedAt: day(1), answeredAt: null },
    ]);
  });

  it('are counted as the units are listed', async () => {
    const counts = await countInvitations(getDatabase().db, CENTRE);
    expect(counts.toSorted((left, right) => left.surveyId.localeCompare(right.surveyId))).toEqual([
      { surveyId: 'wave-1', issued: 3, opened: 3, answered: 1 },
      { surveyId: 'wave-2', issued: 1, opened: 0, answered: 0 },
    ]);
  });

  it('are found by unit, the newest of each, of one survey and centre only', async () => {
    const { db } = getDatabase();
    const latest = await listLatestInvitations(db, CENTRE, 'wave-1', ['renewed', 'taken-back', 'nobody']);
    expect(
      [...latest].map(([unitId, { generation, revokedAt }]) => [unitId, generation, revokedAt]).toSorted(),
    ).toEqual([
      ['renewed', 2, null],
      ['taken-back', 1, day(2)],
    ]);
    expect(await listLatestInvitations(db, CENTRE, 'wave-1', [])).toEqual(new Map());
  });

  it('have a code each: of two with the same hash the first is findable, within one statement too', async () => {
    const { db } = getDatabase();
    const place = { centreId: CENTRE, kind: 'invitation' } as const;
    expect(
      await insertCodePlaces(db, place, [
        { codeHash: 'a', subjectId: '1' },
        { codeHash: 'a', subjectId: '2' },
      ]),
    ).toEqual(new Set(['1']));
    expect(
      await insertCodePlaces(db, place, [
        { codeHash: 'a', subjectId: '3' },
        { codeHash: 'b', subjectId: '4' },
      ]),
    ).toEqual(new Set(['4']));
    expect(await findCodePlace(db, ['a'])).toMatchObject({
      centreId: CENTRE,
      kind: 'invitation',
      subjectId: '1',
    });
    expect(await insertCodePlaces(db, place, [])).toEqual(new Set());
  });
});
