import { defineMessages, useMessages } from '#ui/messages.ts';
import { shareOrCopy } from '#ui/share.ts';
import { useToasts } from '#ui/toasts.ts';

/** Hands a survey's link on: by the device's share sheet, or where there is none by copying text and link. */
export function useLinkSharing(): (shared: { title: string; text: string; url: string }) => Promise<void> {
  const { showToast } = useToasts();
  const t = useMessages(
    defineMessages({
      ja: {
        copied: '案内とリンクをコピーしました',
        failed: 'コピーできませんでした。画面のリンクを選んでコピーしてください',
      },
      en: {
        copied: 'Invitation and link copied',
        failed: 'Could not be copied. Please select and copy the link on the screen',
      },
    }),
  );

  return async (shared) => {
    const outcome = await shareOrCopy(shared);
    if (outcome === 'copied') showToast({ text: t('copied') });
    if (outcome === 'failed') showToast({ text: t('failed'), tone: 'warning' });
  };
}
