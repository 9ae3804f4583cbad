import { readonly, ref, type DeepReadonly, type Ref } from 'vue';
import type { Tone } from './tone.ts';

/** A short message about what was just done, which leaves by itself. */
export interface Toast {
  id: number;
  text: string;
  tone: Tone;
  /** Takes back what was done; offered as a button while the toast stands. */
  undo?: (() => void | Promise<void>) | undefined;
}

const toasts = ref<Toast[]>([]);
let lastId = 0;

function showToast(toast: { text: string; tone?: Tone; undo?: Toast['undo'] }): number {
  lastId += 1;
  // More than three at once nobody reads.
  toasts.value = [
    ...toasts.value.slice(-2),
    { id: lastId, text: toast.text, tone: toast.tone ?? 'done', undo: toast.undo },
  ];
  return lastId;
}

function dismissToast(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

/** The screen's toasts: `showToast({ text, tone?, undo? })` from anywhere, shown by the one ToastHost. */
export function useToasts(): {
  toasts: DeepReadonly<Ref<Toast[]>>;
  showToast: typeof showToast;
  dismissToast: typeof dismissToast;
} {
  return { toasts: readonly(toasts), showToast, dismissToast };
}
