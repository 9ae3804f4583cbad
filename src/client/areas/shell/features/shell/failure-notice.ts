import { findStorageFault } from '#client/storage/storage-fault.ts';
import { defineMessages, useMessages } from '#ui/messages.ts';
import { useToasts } from '#ui/toasts.ts';

const t = useMessages(
  defineMessages({
    ja: {
      failed: 'うまくいきませんでした。もう一度お試しください。',
      full: '端末の空き容量がないため、保存できませんでした。写真や使わないアプリを消して、もう一度お試しください。',
      newer: 'アプリの新しい版が、ほかのタブで開かれています。この画面を読み込み直してください。',
      refused:
        'ブラウザーの設定のため、この端末に保存できません。このサイトの Cookie とサイトデータを許可してください。',
      page: 'この画面を開けませんでした。通信できる所でもう一度お試しください。',
      refusal: 'その画面は、いまの役割では開けません。',
    },
    en: {
      failed: 'That did not work. Please try again.',
      full: 'This device has no storage left: nothing was saved. Delete photos or apps that you do not use and try again.',
      newer: 'A newer version of the app is open in another tab. Please load this screen anew.',
      refused:
        'The settings of the browser keep it from saving on this device. Please allow cookies and site data for this site.',
      page: 'This screen could not be opened. Please try again where there is a connection.',
      refusal: 'Your role does not open that screen.',
    },
  }),
);

/** The last net: what no part of the app expected is told to the person and kept for whoever debugs. */
export function tellFailure(error: unknown): void {
  console.error(error);
  useToasts().showToast({ tone: 'danger', text: t(findStorageFault(error)) });
}

/** A page's files could not be fetched: possible only before the app is wholly on the device. */
export function tellPageFailure(error: unknown): void {
  console.error(error);
  useToasts().showToast({ tone: 'danger', text: t('page') });
}

/** A page that the person's role does not reach; said on the page that stands instead. */
export function tellRefusal(): void {
  useToasts().showToast({ tone: 'warning', text: t('refusal'), outlivesPage: true });
}
