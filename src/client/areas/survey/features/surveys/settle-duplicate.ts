import type { CorrectionReason } from '#domain/records/correction-reasons.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { planSettlement, type SettlementDecision, type Settler } from '#domain/fieldwork/settlement.ts';
import { planSettlementUndo } from '#domain/fieldwork/settlement-undo.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import type { Workspace } from '#client/records/workspace.ts';
import type { Edit } from '#client/storage/write-record.ts';

/** What is decided about which two responses of a company. */
export interface Settlement {
  /** Of the revision that the primary response answers. */
  questionnaire: Questionnaire;
  primaryId: string;
  otherId: string;
  decision: SettlementDecision;
  reason: string;
}

/** One response, what stood in it and what was written. */
interface Written {
  id: string;
  before: Partial<SurveyResponse>;
  fields: ChangeFields;
}

/**
 * Settles a duplicate on this device, both responses in one transaction; sync carries it up
 * as ordinary changes.
 *
 * @returns what takes it back.
 * @throws Error when one of the responses is not on this device any more.
 */
export async function settleDuplicate(
  workspace: Workspace,
  settlement: Settlement,
): Promise<() => Promise<void>> {
  const { db } = workspace;
  const { questionnaire, primaryId, otherId, decision, reason } = settlement;
  const written = await db.transaction('rw', db.recordTables, async (): Promise<Written[]> => {
    const [primary, other] = await db.responses.bulkGet([primaryId, otherId]);
    if (!primary || !other) throw new Error('a response to be settled is not on this device');
    const responses = { primary: primary.fields, other: other.fields };
    const plan = planSettlement(questionnaire, responses, decision, settlerOf(workspace, reason));
    const edits = [
      { id: primaryId, before: primary.fields, fields: plan.primary },
      { id: otherId, before: other.fields, fields: plan.other },
    ].filter(({ fields }) => Object.keys(fields).length > 0);
    await writeAll(workspace, edits);
    return edits;
  });

  return () =>
    db.transaction('rw', db.recordTables, () => {
      const settler = settlerOf(workspace, 'app.decision-undone' satisfies CorrectionReason);
      return writeAll(
        workspace,
        written.map(({ id, before, fields }) => ({
          id,
          fields: planSettlementUndo(before, fields, settler),
        })),
      );
    });
}

async function writeAll(
  workspace: Workspace,
  edits: readonly { id: string; fields: ChangeFields }[],
): Promise<void> {
  for (const { id, fields } of edits) await workspace.write('responses', id, fields as Edit<'responses'>);
}

function settlerOf({ session, now, newId }: Workspace, reason: string): Settler {
  return { by: session.user.id, at: now(), reason, newId };
}
