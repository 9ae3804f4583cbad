import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

const shown = ref(0);

/** Tells that a page's main actions stand on the screen, as long as the component does. */
export function announceActions(): void {
  onMounted(() => (shown.value += 1));
  onBeforeUnmount(() => (shown.value -= 1));
}

/** How many sets of main actions stand on the screen. */
export const shownActions: Readonly<Ref<number>> = shown;

/** Puts the focus on the first of a page's main actions. */
export function focusActions(): void {
  document.querySelector<HTMLElement>('#page-actions :is(a, button)')?.focus();
}
