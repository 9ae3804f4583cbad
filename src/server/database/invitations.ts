import type { Selectable } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import type { InvitationsTable, Queries } from './schema.ts';

/** A code given to one unit of a survey, without the code. */
export interface StoredInvitation {
  centreId: string;
  id: string;
  surveyId: string;
  /** The account. */
  unitId: string;
  generation: number;
  keyId: string;
  codeHash: string;
  issuedAt: Instant;
  issuedBy: string | null;
  revokedAt: Instant | null;
  openedAt: Instant | null;
  answeredAt: Instant | null;
}

/** Adds an invitation. */
export async function insertInvitation(db: Queries, invitation: StoredInvitation): Promise<void> {
  await db
    .insertInto('invitations')
    .values({
      centre_id: invitation.centreId,
      invitation_id: invitation.id,
      survey_id: invitation.surveyId,
      unit_id: invitation.unitId,
      generation: invitation.generation,
      key_id: invitation.keyId,
      code_hash: invitation.codeHash,
      issued_at: invitation.issuedAt,
      issued_by: invitation.issuedBy,
      revoked_at: invitation.revokedAt,
      opened_at: invitation.openedAt,
      answered_at: invitation.answeredAt,
    })
    .execute();
}

export async function findInvitation(db: Queries, centreId: string, invitationId: string): Promise<StoredInvitation | undefined> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('invitation_id', '=', invitationId)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** The newest invitation of a unit, revoked or not. */
export async function findLatestInvitation(
  db: Queries,
  centreId: string,
  { surveyId, unitId }: Pick<StoredInvitation, 'surveyId' | 'unitId'>,
): Promise<StoredInvitation | undefined> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('unit_id', '=', unitId)
    .orderBy('generation', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Takes all codes of a unit back; how many were still in force. */
export async function revokeInvitations(
  db: Queries,
  centreId: string,
  { surveyId, unitId }: Pick<StoredInvitation, 'surveyId' | 'unitId'>,
  at: Instant,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('invitations')
    .set({ revoked_at: at })
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('unit_id', '=', unitId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Notes when an invitation's page was opened, or answers came with it, for the first time. */
export async function markInvitation(
  db: Queries,
  { centreId, id }: Pick<StoredInvitation, 'centreId' | 'id'>,
  what: 'opened_at' | 'answered_at',
  at: Instant,
): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ [what]: at })
    .where('centre_id', '=', centreId)
    .where('invitation_id', '=', id)
    .where(what, 'is', null)
    .execute();
}

/** How far the units invited to a survey have come; each unit counts once, whatever its codes. */
export interface InvitationCount {
  surveyId: string;
  issued: number;
  opened: number;
  answered: number;
}

/** The counts of every survey of a centre that has invited anybody. */
export async function countInvitations(db: Queries, centreId: string): Promise<InvitationCount[]> {
  const units = db
    .selectFrom('invitations')
    .select(['survey_id', 'unit_id'])
    .select(({ fn }) => [fn.max('opened_at').as('opened_at'), fn.max('answered_at').as('answered_at')])
    .where('centre_id', '=', centreId)
    .groupBy(['survey_id', 'unit_id']);
  const rows = await db
    .selectFrom(units.as('units'))
    .select('survey_id')
    .select(({ fn }) => [
      fn.countAll<number | string>().as('issued'),
      fn.count<number | string>('opened_at').as('opened'),
      fn.count<number | string>('answered_at').as('answered'),
    ])
    .groupBy('survey_id')
    .execute();
  return rows.map((row) => ({
    surveyId: row.survey_id,
    issued: Number(row.issued),
    opened: Number(row.opened),
    answered: Number(row.answered),
  }));
}

function fromRow(row: Selectable<InvitationsTable>): StoredInvitation {
  return {
    centreId: row.centre_id,
    id: row.invitation_id,
    surveyId: row.survey_id,
    unitId: row.unit_id,
    generation: row.generation,
    keyId: row.key_id,
    codeHash: row.code_hash,
    issuedAt: row.issued_at,
    issuedBy: row.issued_by,
    revokedAt: row.revoked_at,
    openedAt: row.opened_at,
    answeredAt: row.answered_at,
  };
}
