import { nextTick } from 'vue';

/** After a form has marked its faults: brings the first faulty field into view and gives it the focus. */
export async function focusFirstFault(form: HTMLElement | null): Promise<void> {
  await nextTick();
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
