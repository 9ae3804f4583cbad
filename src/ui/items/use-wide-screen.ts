import { onScopeDispose, ref, type Ref } from 'vue';

/** Whether the window is as wide as a tablet (768 px at the default text size) or wider. */
export function useWideScreen(): Readonly<Ref<boolean>> {
  const query = window.matchMedia('(min-width: 48rem)');
  const isWide = ref(query.matches);
  const follow = (event: MediaQueryListEvent): void => {
    isWide.value = event.matches;
  };
  query.addEventListener('change', follow);
  onScopeDispose(() => query.removeEventListener('change', follow));
  return isWide;
}
