import { useToasts } from '#ui/toasts.ts';
import { defineMessages, useMessages } from '#ui/messages.ts';

/** Hands a page on by the device's share sheet; where there is none, its title and address are copied. */
export function useShare(): (title: string, path: string) => Promise<void> {
  const { showToast } = useToasts();
  const t = useMessages(
    defineMessages({
      ja: { copied: '名前とアドレスをコピーしました', failed: 'コピーできませんでした。アドレス欄からコピーしてください' },
      en: { copied: 'Title and address copied', failed: 'Could not be copied. Please copy it from the address bar' },
    }),
  );

  return async (title, path) => {
    const url = new URL(path, window.location.href).href;
    if ('share' in navigator) {
      try {
        await navigator.share({ title, url });
        return;
      } catch (error) {
        // Closing the share sheet is an answer too; everything else falls back to copying.
        if (error instanceof DOMException && error.name === 'AbortError') return;
      }
    }
    try {
      await navigator.clipboard.writeText(`${title}\n${url}`);
      showToast({ text: t('copied') });
    } catch {
      showToast({ text: t('failed'), tone: 'warning' });
    }
  };
}
