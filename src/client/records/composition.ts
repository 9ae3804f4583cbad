import { onScopeDispose } from 'vue';

/**
 * Whether a phrase is being composed (Japanese input) anywhere on the page: only what has
 * the focus is composed in. `onEnd` is called when a composition has ended.
 */
export function useComposition(onEnd: () => void): { isComposing: () => boolean } {
  let isUnderWay = false;
  const begin = (): void => {
    isUnderWay = true;
  };
  const end = (): void => {
    isUnderWay = false;
    onEnd();
  };
  document.addEventListener('compositionstart', begin);
  document.addEventListener('compositionend', end);
  onScopeDispose(() => {
    document.removeEventListener('compositionstart', begin);
    document.removeEventListener('compositionend', end);
  });
  return { isComposing: () => isUnderWay };
}
