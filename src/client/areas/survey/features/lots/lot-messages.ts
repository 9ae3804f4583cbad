import type { LotKind } from '#domain/fieldwork/lots/lot-kinds.ts';
import type { LeftOutReason } from '#domain/fieldwork/lots/lot-recipients.ts';
import { defineMessages } from '#ui/messages.ts';

/** What the kinds of lots are called. */
export const lotKindMessages = defineMessages<LotKind>({
  ja: {
    preNotice: '予告',
    invitation: '依頼',
    reminder1: '督促（1回目）',
    reminder2: '督促（2回目）',
    secondCopy: '再送（調査票をもう一度）',
    thanks: 'お礼',
  },
  en: {
    preNotice: 'Pre-notice',
    invitation: 'Invitation',
    reminder1: 'First reminder',
    reminder2: 'Second reminder',
    secondCopy: 'Second copy',
    thanks: 'Thanks',
  },
});

/** To whom each kind goes. */
export const lotAboutMessages = defineMessages<LotKind>({
  ja: {
    preNotice: 'まだ開いていない企業に送ります。コードは載りません。',
    invitation: '依頼コードを出した企業のうち、回答のない企業に送ります。',
    reminder1: '依頼コードを出した企業のうち、回答のない企業にだけ送ります。',
    reminder2: '依頼コードを出した企業のうち、回答のない企業にだけ送ります。',
    secondCopy: '回答のない企業に、依頼の手紙をもう一度送ります。',
    thanks: '回答した企業にだけ送ります。コードは載りません。',
  },
  en: {
    preNotice: 'To companies that have not opened their page. It bears no code.',
    invitation: 'To companies that have a code and have not answered.',
    reminder1: 'Only to companies that have a code and have not answered.',
    reminder2: 'Only to companies that have a code and have not answered.',
    secondCopy: 'The invitation once more, to companies that have not answered.',
    thanks: 'Only to companies that have answered. It bears no code.',
  },
});

/** Why a company gets no letter. */
export const leftOutMessages = defineMessages<LeftOutReason>({
  ja: {
    answered: '回答済み',
    paperArrived: '紙の回答が届いている',
    refusal: '拒否',
    blank: '白紙で返送',
    undeliverable: '宛先不明',
    closed: '廃業・閉鎖',
    notEligible: '調査の対象外',
    notAnswered: '回答がない',
    opened: 'もう開いている',
    noCode: '依頼コードを出していない',
    archived: '企業の記録がない・統合済み',
    noAddress: '住所がない',
  },
  en: {
    answered: 'Has answered',
    paperArrived: 'Paper has come in',
    refusal: 'Refused',
    blank: 'Sent back blank',
    undeliverable: 'Undeliverable',
    closed: 'Out of business',
    notEligible: 'Not within the survey',
    notAnswered: 'Has not answered',
    opened: 'Has opened its page',
    noCode: 'Has no code',
    archived: 'Put aside or merged',
    noAddress: 'No address',
  },
});

/** Words that the parts of the lots' page share. */
export const lotMessages = defineMessages({
  ja: {
    title: '手紙の発送',
    name: '第{n}束',
    letters: '{n}通',
    printed: '印刷済み',
    posted: '投函済み',
    waiting: '未印刷',
    wording: '文面{wording}',
    close: '閉じる',
  },
  en: {
    title: 'Sending letters',
    name: 'Lot {n}',
    letters: '{n} letters',
    printed: 'Printed',
    posted: 'Posted',
    waiting: 'Not printed',
    wording: 'wording {wording}',
    close: 'Close',
  },
});
