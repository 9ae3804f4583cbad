import type { CorrectionReason } from '#domain/records/correction-reasons.ts';
import { composeAccount, planAssignment, planLeadAssignment } from '#domain/fieldwork/assignment.ts';
import { loadItemRoles } from '#client/records/item-roles.ts';
import { listLivingLeadsOfResponse } from '#client/records/response-leads.ts';
import type { Workspace } from '#client/records/workspace.ts';
import type { Edit } from '#client/storage/write-record.ts';

/** To whom a response is given: a company that is known, one to be registered by its name, or none. */
export type AssignmentTarget =
  | { kind: 'account'; id: string }
  | { kind: 'newAccount'; name: string }
  | { kind: 'none' };

/**
 * Gives a response to a company on this device, its lead with it and in one transaction; sync
 * carries it up as ordinary changes.
 *
 * @returns what takes it back.
 * @throws Error when the response is not on this device any more.
 */
export async function assignResponse(
  workspace: Workspace,
  responseId: string,
  target: AssignmentTarget,
  reason: string,
): Promise<() => Promise<void>> {
  const { db, newId } = workspace;
  const rolesOf = await loadItemRoles(db);
  const made = target.kind === 'newAccount' ? newId() : undefined;
  const before = await db.transaction('rw', db.recordTables, async () => {
    const response = await db.responses.get(responseId);
    if (!response) throw new Error('the response to be assigned is not on this device');
    if (target.kind === 'newAccount' && made !== undefined)
      await workspace.write('accounts', made, {
        ...composeAccount(target.name, response.fields, rolesOf(response.fields)),
      });
    await move(workspace, responseId, target.kind === 'account' ? target.id : made, reason);
    return response.fields.accountId;
  });

  return async () => {
    const undone: CorrectionReason = 'app.assignment-undone';
    await db.transaction('rw', db.recordTables, () => move(workspace, responseId, before, undone));
    if (made !== undefined) await workspace.remove('accounts', made);
  };
}

async function move(
  workspace: Workspace,
  responseId: string,
  accountId: string | undefined,
  reason: string,
): Promise<void> {
  const { db, session, now, newId } = workspace;
  const response = (await db.responses.get(responseId))?.fields ?? {};
  const edit = planAssignment(response, accountId, { by: session.user.id, at: now(), reason, newId });
  await workspace.write('responses', responseId, edit as Edit<'responses'>);
  for (const { id, fields } of await listLivingLeadsOfResponse(db, responseId))
    await workspace.write(
      'leads',
      id,
      planLeadAssignment(fields, response.accountId, accountId) as Edit<'leads'>,
    );
}
