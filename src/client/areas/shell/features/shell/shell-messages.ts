import { defineMessages } from '#ui/messages.ts';

/** Words of the navigation and of the frame around the pages. */
export const shellMessages = defineMessages({
  ja: {
    brand: 'Banso 伴走',
    navigation: '主な画面',
    skip: '本文へ進む',
    settings: '設定',
    menu: 'メニュー',
    unsent: '未送信 {n}件',
    attention: '要確認 {n}件',
  },
  en: {
    brand: 'Banso',
    navigation: 'Main screens',
    skip: 'Skip to content',
    settings: 'Settings',
    menu: 'Menu',
    unsent: '{n} unsent',
    attention: '{n} to check',
  },
});
