import type { BansoDatabase, Local } from '#client/storage/database.ts';

/** The leads that came from a response; deleted ones too, since what was deleted is not made again. */
export function listLeadsOfResponse(db: BansoDatabase, responseId: string): Promise<Local<'leads'>[]> {
  return db.leads.filter(({ fields }) => fields.responseId === responseId).toArray();
}
