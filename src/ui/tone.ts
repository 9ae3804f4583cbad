import { CircleAlert, CircleCheck, Info, TriangleAlert } from '@lucide/vue';
import type { Component } from 'vue';
import { defineMessages } from './messages.ts';

/** What a message means to the person; shown by colour, icon and word together. */
export type Tone = 'info' | 'warning' | 'danger' | 'done';

export const TONE_ICONS: Record<Tone, Component> = {
  info: Info,
  warning: TriangleAlert,
  danger: CircleAlert,
  done: CircleCheck,
};

/** Each tone said in a word, for people who see neither the colour nor the icon. */
export const toneMessages = defineMessages({
  ja: { info: 'お知らせ', warning: '注意', danger: 'エラー', done: '完了' },
  en: { info: 'Note', warning: 'Warning', danger: 'Error', done: 'Done' },
});
