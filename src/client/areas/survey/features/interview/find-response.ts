import type { Local, BansoDatabase } from '#client/storage/database.ts';

/** The responses of a visit, deleted ones left out, in a stable order: the earliest first. */
export async function listResponsesOfVisit(
  db: BansoDatabase,
  visitId: string,
): Promise<Local<'responses'>[]> {
  const all = await db.responses.where('fields.visitId').equals(visitId).toArray();
  return all
    .filter(({ deletedAt, fields }) => deletedAt === null && fields.channel === 'visit')
    .sort((left, right) => compareText(orderOf(left), orderOf(right)));
}

/**
 * The response that a person goes on with: their own, else the visit's first. Two
 * colleagues who both began without a network each keep theirs, whatever arrives later.
 */
export function chooseResponse(
  responses: readonly Local<'responses'>[],
  userId: string,
): Local<'responses'> | undefined {
  return responses.find(({ fields }) => fields.interviewerId === userId) ?? responses[0];
}

function orderOf({ id, fields }: Local<'responses'>): string {
  return `${fields.startedAt ?? ''}/${id}`;
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
