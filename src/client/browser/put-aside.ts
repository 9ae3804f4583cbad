/*
 * Browsers put a page aside when one goes on to another, to show it as it stood when one comes back.
 * WebKit and Gecko then stop it in the middle of what it does, and what it holds it goes on holding: a
 * transaction or a worker of it locks the device's database against every page that comes after, which stay empty.
 */

/** Has `task` done, at once and not later, when this page is put aside. @returns stops listening. */
export function whenPutAside(task: () => void): () => void {
  if (typeof window === 'undefined') return () => undefined;
  const hear = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) task();
  };
  window.addEventListener('pagehide', hear);
  return () => window.removeEventListener('pagehide', hear);
}

/** Begins anew where this page is shown again: it has let go of all that it needs. */
export function beginAnewOnReturn(): void {
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}
