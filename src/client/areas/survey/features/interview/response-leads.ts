import type { BansoDatabase, Local } from '#client/storage/database.ts';

/** The leads that came from a response; deleted ones too, since what was deleted is not made again. */
export async function listLeadsOfResponse(db: BansoDatabase, responseId: string): Promise<Local<'leads'>[]> {
  return (await db.leads.toArray()).filter(({ fields }) => fields.responseId === responseId);
}
