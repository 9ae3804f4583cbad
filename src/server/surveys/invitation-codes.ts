import type { FastifyInstance } from 'fastify';
import { computeInvitationCode, hashInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import type { Invitation } from '#protocol/surveys.ts';
import { newId } from '#server/journal/clock.ts';
import { insertCodePlaces } from '#server/database/queries/code-lookup.ts';
import { insertInvitations, type StoredInvitation } from '#server/database/queries/invitations.ts';
import type { Queries } from '#server/database/schema.ts';
import type { InvitationKeys } from '#server/settings/invitation-keys.ts';

/** An invitation before its code is made. */
export type InvitationDraft = Omit<StoredInvitation, 'codeHash'>;

/** The invitation that follows a unit's latest one, if it has had any; made with the key in use. */
export function newInvitation(
  { clock, invitationKeys }: Pick<FastifyInstance, 'clock' | 'invitationKeys'>,
  issue: Pick<StoredInvitation, 'centreId' | 'surveyId' | 'unitId' | 'issuedAt' | 'issuedBy'>,
  latest: StoredInvitation | undefined,
): InvitationDraft {
  return {
    ...issue,
    id: newId(clock),
    generation: (latest?.generation ?? 0) + 1,
    keyId: invitationKeys.current,
    revokedAt: null,
    openedAt: null,
    answeredAt: null,
  };
}

/**
 * Makes codes for units of one centre that have none in force, and keeps their invitations.
 * Of two that come to the same code, which 45 bits make possible, the later takes its next generation.
 */
export async function insertWithCodes(
  keys: InvitationKeys,
  db: Queries,
  centreId: string,
  drafts: readonly InvitationDraft[],
): Promise<StoredInvitation[]> {
  if (drafts.length === 0) return [];
  const invitations = drafts.map((draft) => ({
    ...draft,
    codeHash: hashInvitationCode(getSecret(keys, draft.keyId), computeCode(keys, draft)),
  }));
  const codes = invitations.map(({ codeHash, id }) => ({ codeHash, subjectId: id }));
  const placed = await insertCodePlaces(db, { centreId, kind: 'invitation' }, codes);
  const inserted = invitations.filter(({ id }) => placed.has(id));
  await insertInvitations(db, inserted);
  const colliding = drafts.filter(({ id }) => !placed.has(id));
  const again = colliding.map((draft) => ({ ...draft, generation: draft.generation + 1 }));
  return [...inserted, ...(await insertWithCodes(keys, db, centreId, again))];
}

/** An invitation with its code, for whoever hands it out. */
export function toInvitation(
  { config, invitationKeys }: FastifyInstance,
  invitation: StoredInvitation,
): Invitation {
  const { id, surveyId, unitId, generation, issuedAt, openedAt, answeredAt } = invitation;
  const code = computeCode(invitationKeys, invitation);
  const link = `${config.publicUrl}/s/${code}`;
  return { id, surveyId, accountId: unitId, code, link, generation, issuedAt, openedAt, answeredAt };
}

function computeCode(keys: InvitationKeys, { keyId, ...unit }: InvitationDraft): string {
  return computeInvitationCode(getSecret(keys, keyId), unit);
}

function getSecret({ secrets }: InvitationKeys, keyId: string): string {
  const secret = secrets.get(keyId);
  if (secret === undefined) throw new Error(`the invitation key ${keyId} is missing`);
  return secret;
}
