import type { Selectable } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import type { InvitationsTable, Queries } from '#server/database/schema.ts';

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

/** Adds invitations; a few hundred at most, for one statement takes them all. */
export async function insertInvitations(
  db: Queries,
  invitations: readonly StoredInvitation[],
): Promise<void> {
  if (invitations.length === 0) return;
  await db.insertInto('invitations').values(invitations.map(toRow)).execute();
}

/** An invitation by its id, revoked or not. */
export async function findInvitation(
  db: Queries,
  centreId: string,
  invitationId: string,
): Promise<StoredInvitation | undefined> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('invitation_id', '=', invitationId)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Invitations by their ids, revoked or not. */
export async function listInvitations(
  db: Queries,
  centreId: string,
  invitationIds: readonly string[],
): Promise<Map<string, StoredInvitation>> {
  if (invitationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('invitations')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('invitation_id', 'in', invitationIds)
    .execute();
  return new Map(rows.map((row) => [row.invitation_id, fromRow(row)]));
}

/** Every invitation that a unit has had, the first first. */
export async function listInvitationsOf(
  db: Queries,
  centreId: string,
  { surveyId, unitId }: Pick<StoredInvitation, 'surveyId' | 'unitId'>,
): Promise<StoredInvitation[]> {
  const rows = await db
    .selectFrom('invitations')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('unit_id', '=', unitId)
    .orderBy('generation')
    .execute();
  return rows.map(fromRow);
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

/** The newest invitation, revoked or not, of each of the given units that has one; by unit. */
export async function listLatestInvitations(
  db: Queries,
  centreId: string,
  surveyId: string,
  unitIds: readonly string[],
): Promise<Map<string, StoredInvitation>> {
  if (unitIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('invitations')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('unit_id', 'in', unitIds)
    .orderBy('generation')
    .execute();
  return new Map(rows.map((row) => [row.unit_id, fromRow(row)]));
}

/** How far a unit has come with its codes: when one was last issued, opened and answered with. */
export type InvitedUnitTimes = Pick<StoredInvitation, 'unitId' | 'issuedAt' | 'openedAt' | 'answeredAt'>;

/** Every unit of a survey that counts as asked: it has a code in force, or has answered with one. */
export async function listInvitedUnits(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<InvitedUnitTimes[]> {
  const rows = await selectInvitedUnits(db, centreId).where('survey_id', '=', surveyId).execute();
  return rows.map((row) => ({
    unitId: row.unit_id,
    issuedAt: row.issued_at,
    openedAt: row.opened_at,
    answeredAt: row.answered_at,
  }));
}

/**
 * The units that count as asked, each once, whatever its codes. One whose code was taken back unanswered is not among them;
 * that one was opened stays true of a unit that has got another since.
 */
function selectInvitedUnits(db: Queries, centreId: string) {
  return db
    .selectFrom('invitations')
    .select(['survey_id', 'unit_id'])
    .select(({ fn }) => [
      fn.max('issued_at').as('issued_at'),
      fn.max('opened_at').as('opened_at'),
      fn.max('answered_at').as('answered_at'),
    ])
    .where('centre_id', '=', centreId)
    .groupBy(['survey_id', 'unit_id'])
    .having(({ eb, fn, or }) =>
      or([eb(fn.countAll(), '>', fn.count('revoked_at')), eb(fn.count('answered_at'), '>', 0)]),
    );
}

/** Whether a survey has ever given anybody a code. */
export async function hasInvitations(db: Queries, centreId: string, surveyId: string): Promise<boolean> {
  const row = await db
    .selectFrom('invitations')
    .select('invitation_id')
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes all codes of units back; how many were still in force. */
export async function revokeInvitations(
  db: Queries,
  centreId: string,
  { surveyId, unitIds }: { surveyId: string; unitIds: readonly string[] },
  at: Instant,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('invitations')
    .set({ revoked_at: at })
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('unit_id', 'in', unitIds)
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

/** How far the units asked in a survey have come with their codes; each counts once. */
export interface InvitationCount {
  surveyId: string;
  issued: number;
  opened: number;
  answered: number;
}

/** The counts of every survey of a centre that has asked anybody. */
export async function countInvitations(db: Queries, centreId: string): Promise<InvitationCount[]> {
  const rows = await db
    .selectFrom(selectInvitedUnits(db, centreId).as('units'))
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

function toRow(invitation: StoredInvitation): Selectable<InvitationsTable> {
  return {
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
  };
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
