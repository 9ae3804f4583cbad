import { nextTick, watch } from 'vue';

type TextControl = HTMLInputElement | HTMLTextAreaElement;

/**
 * Keeps the caret in its sentence when a text from elsewhere replaces the one in the
 * focused control; a browser would put it behind the last letter.
 */
export function useSteadyCaret(control: () => TextControl | null, text: () => string): void {
  watch(text, async (after) => {
    const element = control();
    if (!element || element !== document.activeElement || element.value === after) return;
    // Some kinds of input (e-mail, numbers) do not tell where the caret is.
    const caret = element.selectionStart;
    if (caret === null) return;
    const moved = computeCaret(element.value, after, caret);
    await nextTick();
    element.setSelectionRange(moved, moved);
  });
}

/** Where a caret of the text before belongs in the text after: it keeps to what stands around it. */
export function computeCaret(before: string, after: string, caret: number): number {
  let same = 0;
  while (same < before.length && same < after.length && before[same] === after[same]) same += 1;
  if (caret <= same) return caret;
  return Math.max(same, after.length - (before.length - caret));
}
