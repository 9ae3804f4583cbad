import { defineMessages } from '#ui/messages.ts';

/** Words for what a company has answered before it is asked again. */
export const earlierMessages = defineMessages({
  ja: {
    answered: 'この調査には、すでに回答があります',
    answeredBefore: '以前の調査に回答があります',
    state: '{n} / {total} 問に回答済み',
    supplement: '回答を見る・補う',
    look: '回答を見る',
    open: '途中の聞き取りがあります',
    goOn: '続きから',
    again: 'あらためて聞き取る',
    againHint: '答えを足すだけなら「回答を見る・補う」をお使いください。',
  },
  en: {
    answered: 'This survey has been answered already',
    answeredBefore: 'An earlier survey was answered',
    state: '{n} of {total} questions answered',
    supplement: 'Review and add',
    look: 'See the answers',
    open: 'An interview was begun and not finished',
    goOn: 'Go on',
    again: 'Ask everything anew',
    againHint: 'To add answers only, use “Review and add”.',
  },
});
