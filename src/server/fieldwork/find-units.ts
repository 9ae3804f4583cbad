import type { FastifyInstance } from 'fastify';
import { hashInvitationCode, parseInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import { listCodePlaces } from '#server/database/queries/code-lookup.ts';
import { listInvitations } from '#server/database/queries/invitations.ts';
import type { Queries } from '#server/database/schema.ts';

/** Whose a code is in a survey, or why it is nobody's. */
export type CodeOwner = { unitId: string } | { fault: 'mistyped' | 'unknown' | 'otherSurvey' };

/**
 * Whose codes are, by what was read or typed. A code of before, which another one has replaced,
 * still tells whose letter came back.
 */
export async function findCodeOwners(
  { invitationKeys }: Pick<FastifyInstance, 'invitationKeys'>,
  db: Queries,
  { centreId, surveyId }: { centreId: string; surveyId: string },
  texts: readonly string[],
): Promise<Map<string, CodeOwner>> {
  const secrets = [...invitationKeys.secrets.values()];
  const hashes = new Map(
    [...new Set(texts)].map((text) => {
      const code = parseInvitationCode(text);
      return [text, code === undefined ? [] : secrets.map((secret) => hashInvitationCode(secret, code))];
    }),
  );
  const places = await listCodePlaces(db, [...hashes.values()].flat());
  const own = [...places.values()].filter(
    (place) => place.centreId === centreId && place.kind === 'invitation',
  );
  const invitations = await listInvitations(
    db,
    centreId,
    own.flatMap(({ subjectId }) => subjectId ?? []),
  );
  const ownerOf = (candidates: readonly string[]): CodeOwner => {
    if (candidates.length === 0) return { fault: 'mistyped' };
    const subjectId = candidates.map((hash) => places.get(hash)?.subjectId).find((each) => each);
    const invitation = subjectId ? invitations.get(subjectId) : undefined;
    if (!invitation) return { fault: 'unknown' };
    return invitation.surveyId === surveyId ? { unitId: invitation.unitId } : { fault: 'otherSurvey' };
  };
  return new Map([...hashes].map(([text, candidates]) => [text, ownerOf(candidates)]));
}
