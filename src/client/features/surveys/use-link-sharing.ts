import { defineMessages, useMessages } from '#ui/messages.ts';
import { useToasts } from '#ui/toasts.ts';

/** Hands a survey's link on: by the device's share sheet, or where there is none by copying text and link. */
export function useLinkSharing(): (shared: { title: string; text: string; url: string }) => Promise<void> {
  const { showToast } = useToasts();
  const t = useMessages(
    defineMessages({
      ja: { copied: '案内とリンクをコピーしました', failed: 'コピーできませんでした。画面のリンクを選んでコピーしてください' },
      en: { copied: 'Invitation and link copied', failed: 'Could not be copied. Please select and copy the link on the screen' },
    }),
  );

  return async ({ title, text, url }) => {
    if ('share' in navigator) {
      try {
        await navigator.share({ title, text, url });
        return;
      } catch (error) {
        // Closing the share sheet is an answer too; everything else falls back to copying.
        if (error instanceof DOMException && error.name === 'AbortError') return;
      }
    }
    try {
      await navigator.clipboard.writeText(`${text}\n${url}`);
      showToast({ text: t('copied') });
    } catch {
      showToast({ text: t('failed'), tone: 'warning' });
    }
  };
}
