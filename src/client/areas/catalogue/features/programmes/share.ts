import { defineMessages, useMessages } from '#ui/messages.ts';
import { shareOrCopy } from '#ui/share.ts';
import { useToasts } from '#ui/toasts.ts';

/** Hands a page on by the device's share sheet; where there is none, its title and address are copied. */
export function useShare(): (title: string, path: string) => Promise<void> {
  const { showToast } = useToasts();
  const t = useMessages(
    defineMessages({
      ja: {
        copied: '名前とアドレスをコピーしました',
        failed: 'コピーできませんでした。アドレス欄からコピーしてください',
      },
      en: {
        copied: 'Title and address copied',
        failed: 'Could not be copied. Please copy it from the address bar',
      },
    }),
  );

  return async (title, path) => {
    const outcome = await shareOrCopy({ title, url: new URL(path, window.location.href).href });
    if (outcome === 'copied') showToast({ text: t('copied') });
    if (outcome === 'failed') showToast({ text: t('failed'), tone: 'warning' });
  };
}
