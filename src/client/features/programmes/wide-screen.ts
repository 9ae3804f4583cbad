import { onScopeDispose, ref, type Ref } from 'vue';

/** From here on filters stand beside the list. */
const WIDE = '(min-width: 64rem)';

/** Whether the screen has room for filters beside the list; follows the window and the turning of a tablet. */
export function useWideScreen(): Readonly<Ref<boolean>> {
  const query = window.matchMedia(WIDE);
  const isWide = ref(query.matches);
  const follow = (): void => void (isWide.value = query.matches);
  query.addEventListener('change', follow);
  onScopeDispose(() => query.removeEventListener('change', follow));
  return isWide;
}
