import { tokyoDate } from '#domain/canonical/dates.ts';
import {
  confirmProgramme,
  endProgramme,
  OPEN_POINTS,
  type OpenPoint,
} from '#domain/catalogue/edition/confirmation.ts';
import type { Programme } from '#domain/catalogue/model.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { useMessages } from '#ui/messages.ts';
import { useToasts } from '#ui/toasts.ts';
import type { useEditionStore } from './edition-store.ts';
import { openPointMessages } from './open-point-messages.ts';

/** The worklist that an address names. */
export function parseOpenPoint(value: unknown): OpenPoint | undefined {
  return OPEN_POINTS.find((point) => point === value);
}

/**
 * Settles an unconfirmed programme from the list, with the day and the person, and offers to undo it;
 * `overtaken` when someone else has changed it meanwhile. `onUndoable` is given each undo on offer,
 * to drop it when the draft is published or gone.
 */
export function useSettling(
  store: ReturnType<typeof useEditionStore>,
  onUndoable: (toast: number) => void,
): (programme: Programme, how: 'confirm' | 'end') => Promise<'saved' | 'overtaken' | 'failed'> {
  const { session, now } = useWorkspace();
  const { showToast } = useToasts();
  const t = useMessages(openPointMessages);

  return async (programme, how) => {
    const { detail } = store;
    if (!detail) return 'failed';
    const confirmation = { on: tokyoDate(now()), by: session.user.name };
    const settle = how === 'confirm' ? confirmProgramme : endProgramme;
    const settled = settle(programme, confirmation, detail.fiscalYear);
    const outcome = await store.save(settled, programme);
    if (outcome !== 'saved') return outcome;
    const undo = async (): Promise<void> => {
      const isOpen = store.detail?.fiscalYear === detail.fiscalYear;
      if (!isOpen || (await store.save(programme, settled)) !== 'saved')
        throw new Error('the programme could not be put back');
    };
    const text = t(how === 'confirm' ? 'confirmed' : 'wasEnded', { name: programme.name });
    onUndoable(showToast({ text, undo }));
    return outcome;
  };
}
