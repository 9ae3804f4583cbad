import { completeNextStep, dropNextStep, reopenNextStep } from '#domain/casework/next-steps.ts';
import type { NextStep } from '#domain/records/next-step.ts';
import type { Recorded } from '#domain/casework/recorded.ts';
import { whileUnchanged } from '#client/records/while-unchanged.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { useMessages } from '#ui/messages.ts';
import { useToasts } from '#ui/toasts.ts';
import { nextStepMessages } from './next-step-messages.ts';

/** What a tap does to a promise; each says what it did and how to take it back. */
export interface NextStepActions {
  /** Keeps an open promise, opens a settled one again. */
  toggle: (step: Recorded<NextStep>) => Promise<void>;
  drop: (step: Recorded<NextStep>) => Promise<void>;
}

/** The actions on promises of the person at this device. */
export function useNextStepActions(): NextStepActions {
  const { db, session, write, now } = useWorkspace();
  const { showToast } = useToasts();
  const t = useMessages(nextStepMessages);

  const undoOf = ({ id }: Recorded<NextStep>) => ({
    undo: () => reopen(id),
    ...whileUnchanged(db, 'nextSteps', [id], ['status']),
  });
  const reopen = (id: string): Promise<void> => write('nextSteps', id, reopenNextStep());
  const nameOf = ({ fields }: Recorded<NextStep>): string => fields.text || t('untitled');

  async function toggle(step: Recorded<NextStep>): Promise<void> {
    if (step.fields.status !== 'open') return reopen(step.id);
    await write('nextSteps', step.id, completeNextStep(session.user.id, now()));
    showToast({ text: t('doneToast', { text: nameOf(step) }), ...undoOf(step) });
  }

  async function drop(step: Recorded<NextStep>): Promise<void> {
    await write('nextSteps', step.id, dropNextStep(session.user.id, now()));
    showToast({ text: t('droppedToast', { text: nameOf(step) }), tone: 'info', ...undoOf(step) });
  }

  return { toggle, drop };
}
