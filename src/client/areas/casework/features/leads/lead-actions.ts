import { assignLead, moveLead } from '#domain/casework/lead-transitions.ts';
import type { Lead, LeadStatus } from '#domain/records/lead.ts';
import { nameOfCode } from '#client/records/record-words.ts';
import type { RecordDraft } from '#client/records/record-draft.ts';
import { useStaff } from '#client/records/staff.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { useMessages } from '#ui/messages.ts';
import { useToasts } from '#ui/toasts.ts';
import { leadMessages } from './lead-messages.ts';

/** What can be done with a lead; each says what it did and how to take it back. */
export interface LeadActions {
  move: (to: LeadStatus, reason?: string) => Promise<void>;
  assign: (userId: string | undefined) => Promise<void>;
}

export function useLeadActions(draft: RecordDraft<'leads'>): LeadActions {
  const { now } = useWorkspace();
  const { nameOf } = useStaff();
  const { showToast } = useToasts();
  const t = useMessages(leadMessages);

  /** Writes back what stood there before: state and assignment as a whole. */
  function undo(): () => Promise<void> {
    const { status, statusAt, statusReason, assignedTo, assignedAt } = draft.fields.value;
    return () =>
      draft.edit({
        status: status ?? 'new',
        statusAt: statusAt ?? null,
        statusReason: statusReason ?? null,
        assignedTo: assignedTo ?? null,
        assignedAt: assignedAt ?? null,
      });
  }

  async function move(to: LeadStatus, reason?: string): Promise<void> {
    const takeBack = undo();
    await draft.edit(moveLead(draft.fields.value, to, now(), reason));
    showToast({ text: t('movedToast', { state: nameOfCode('leads', 'status', to) }), undo: takeBack });
  }

  async function assign(userId: string | undefined): Promise<void> {
    const lead: Partial<Lead> = draft.fields.value;
    if (lead.assignedTo === userId) return;
    const takeBack = undo();
    await draft.edit(assignLead(lead, userId, now()));
    const text = userId === undefined ? t('unassignedToast') : t('assignedToast', { name: nameOf(userId) });
    showToast({ text, undo: takeBack });
  }

  return { move, assign };
}
