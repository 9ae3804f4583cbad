import { readonly, ref, type DeepReadonly, type Ref } from 'vue';
import type { Tone } from './tone.ts';

/**
 * Follows something that a toast hangs on: calls `end` as soon as that is over, and gives the way
 * to stop following.
 */
export type Until = (end: () => void) => () => void;

/** What is said of what was just done. It leaves by itself, and at the latest with its page. */
export interface ToastWords {
  text: string;
  tone?: Tone;
  /** Takes back what was done; offered as a button while the toast stands. */
  undo?: (() => void | Promise<void>) | undefined;
  /** Ends when taking back would not be right any more. */
  until?: Until;
  /** Taking back is right on any page: the text says what. */
  outlivesPage?: boolean;
}

/** A toast on the screen. */
export interface Toast extends Pick<ToastWords, 'text' | 'undo'> {
  id: number;
  tone: Tone;
  outlivesPage: boolean;
}

const toasts = ref<Toast[]>([]);
const followed = new Map<number, () => void>();
let lastId = 0;

function showToast({ text, tone = 'done', undo, until, outlivesPage = false }: ToastWords): number {
  const id = (lastId += 1);
  // More than three at once nobody reads.
  for (const old of toasts.value.slice(0, -2)) dismissToast(old.id);
  toasts.value.push({ id, text, tone, undo, outlivesPage });
  if (until)
    followed.set(
      id,
      until(() => dismissToast(id)),
    );
  return id;
}

function dismissToast(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
  followed.get(id)?.();
  followed.delete(id);
}

/** Takes away what belongs to the page that is left; at the end of a session everything. */
export function leavePage(isEnd = false): void {
  for (const { id, outlivesPage } of toasts.value) if (isEnd || !outlivesPage) dismissToast(id);
}

/** The screen's toasts: `showToast({ text, tone?, undo?, … })` from anywhere, shown by the one ToastHost. */
export function useToasts(): {
  toasts: DeepReadonly<Ref<Toast[]>>;
  showToast: typeof showToast;
  dismissToast: typeof dismissToast;
} {
  return { toasts: readonly(toasts), showToast, dismissToast };
}
