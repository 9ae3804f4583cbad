import type { BansoDatabase, Local } from '#client/storage/database.ts';

/** The leads that came from a response; deleted ones too, since what was deleted is not made again. */
export async function listLeadsOfResponse(db: BansoDatabase, responseId: string): Promise<Local<'leads'>[]> {
  return (await db.leads.toArray()).filter(({ fields }) => fields.responseId === responseId);
}

/** The leads that stand of a response: what it has asked for; seldom more than one. */
export async function listLivingLeadsOfResponse(
  db: BansoDatabase,
  responseId: string,
): Promise<Local<'leads'>[]> {
  return (await listLeadsOfResponse(db, responseId)).filter(({ deletedAt }) => deletedAt === null);
}
