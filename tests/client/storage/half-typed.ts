import type { DOMWrapper } from '@vue/test-utils';
import { closeWorkspace, openWorkspace, type Workspace } from '#client/records/workspace.ts';

/** Types a phrase that is still being composed: its composition never ends. */
export async function compose(
  control: Pick<DOMWrapper<Element>, 'element' | 'trigger'>,
  text: string,
): Promise<void> {
  await control.trigger('focus');
  await control.trigger('compositionstart');
  (control.element as HTMLInputElement | HTMLTextAreaElement).value = text;
  await control.trigger('input', { isComposing: true });
}

/** The app starts again after its page or browser was killed: nothing is left but what the device kept. */
export function startAgain({ session }: Workspace): Promise<Workspace> {
  closeWorkspace();
  return openWorkspace(session);
}
