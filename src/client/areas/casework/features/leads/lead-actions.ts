import { assignLead, moveLead } from '#domain/casework/lead-transitions.ts';
import type { Lead, LeadStatus } from '#domain/records/lead.ts';
import { nameOfCode } from '#client/records/record-words.ts';
import type { RecordDraft } from '#client/records/record-draft.ts';
import { useStaff } from '#client/records/staff.ts';
import { whileUnchanged } from '#client/records/while-unchanged.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { useMessages } from '#ui/messages.ts';
import { useToasts, type ToastWords } from '#ui/toasts.ts';
import { leadMessages } from './lead-messages.ts';

/** What can be done with a lead; each says what it did and how to take it back. */
export interface LeadActions {
  move: (to: LeadStatus, reason?: string) => Promise<void>;
  assign: (userId: string | undefined) => Promise<void>;
}

export function useLeadActions(draft: RecordDraft<'leads'>): LeadActions {
  const { db, now, write } = useWorkspace();
  const { nameOf } = useStaff();
  const { showToast } = useToasts();
  const t = useMessages(leadMessages);

  /** Writes back what stood there before: state and assignment as a whole. */
  function undoOf(lead: Partial<Lead>): Omit<ToastWords, 'text'> {
    const { status, statusAt, statusReason, assignedTo, assignedAt } = lead;
    // The page may have gone on to another lead by then.
    const id = draft.record.value?.id;
    if (id === undefined) return {};
    const undo = (): Promise<void> =>
      write('leads', id, {
        status: status ?? 'new',
        statusAt: statusAt ?? null,
        statusReason: statusReason ?? null,
        assignedTo: assignedTo ?? null,
        assignedAt: assignedAt ?? null,
      });
    return { undo, ...whileUnchanged(db, 'leads', [id], ['status', 'statusAt', 'assignedTo', 'assignedAt']) };
  }

  const companyOf = ({ companyName }: Partial<Lead>): string => companyName || t('noCompany');

  async function move(to: LeadStatus, reason?: string): Promise<void> {
    const lead = draft.fields.value;
    await draft.edit(moveLead(lead, to, now(), reason));
    const words = { company: companyOf(lead), state: nameOfCode('leads', 'status', to) };
    showToast({ text: t('movedToast', words), ...undoOf(lead) });
  }

  async function assign(userId: string | undefined): Promise<void> {
    const lead: Partial<Lead> = draft.fields.value;
    if (lead.assignedTo === userId) return;
    await draft.edit(assignLead(lead, userId, now()));
    const company = companyOf(lead);
    const text =
      userId === undefined
        ? t('unassignedToast', { company })
        : t('assignedToast', { company, name: nameOf(userId) });
    showToast({ text, ...undoOf(lead) });
  }

  return { move, assign };
}
