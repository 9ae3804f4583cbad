import { onScopeDispose, ref, type Ref } from 'vue';

/** From here on the navigation stands beside the page. */
export const TABLET = '(min-width: 48rem)';
/** From here on filters stand beside their list. */
export const DESKTOP = '(min-width: 64rem)';

/** Whether a media query holds; follows the window and the turning of a tablet. */
export function useMedia(condition: string): Readonly<Ref<boolean>> {
  const query = window.matchMedia(condition);
  const holds = ref(query.matches);
  const follow = (): void => void (holds.value = query.matches);
  query.addEventListener('change', follow);
  onScopeDispose(() => query.removeEventListener('change', follow));
  return holds;
}
