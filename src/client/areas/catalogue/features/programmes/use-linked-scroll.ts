import type { Ref } from 'vue';

/** Lets two elements scroll sideways as one; bind `follow` to the scrolling of both. */
export function useLinkedScroll(
  one: Readonly<Ref<HTMLElement | null>>,
  other: Readonly<Ref<HTMLElement | null>>,
): { follow: (event: Event) => void } {
  function follow({ target }: Event): void {
    const follower = target === one.value ? other.value : one.value;
    const { scrollLeft } = target as HTMLElement;
    // The follower's own event comes back here, and finds nothing to do.
    if (follower && follower.scrollLeft !== scrollLeft) follower.scrollLeft = scrollLeft;
  }
  return { follow };
}
