import type { Language } from '#domain/canonical/language.ts';
import type { AnswerFault } from '#domain/casework/referral-states.ts';
import type { ClosedReferral } from './open-referral.ts';

/** What a page says of one kind of end: a heading and a sentence. */
type Notice = [title: string, text: string];

interface PageWords {
  title: string;
  lead: string;
  withheld: string;
  agreed: string;
  answer: string;
  yourName: string;
  optional: string;
  send: string;
  why: string;
  whereTo: string;
  note: string;
  ask: string;
  stateNow: string;
  before: string;
  byTelephone: string;
  thanks: string;
  fault: Record<AnswerFault, string>;
  closed: Record<ClosedReferral | 'tooMany', Notice>;
  wordTitle: string;
  wordLead: string;
  word: Record<'helped' | 'partly' | 'notHelped', string>;
  wordSaid: string;
  wordChange: string;
  ownWords: string;
}

export const PAGE_WORDS: Record<Language, PageWords> = {
  ja: {
    title: 'ご相談の引き継ぎ',
    lead: '下の企業から、貴機関へのご相談をお預かりしました。',
    withheld: '企業の同意がないため、お渡ししていない項目：',
    agreed: '企業の同意を得てお渡ししています。この件のほかには使わないでください。',
    answer: 'お返事',
    yourName: 'お返事される方のお名前',
    optional: '（空欄でもかまいません）',
    send: '送る',
    why: '理由をお選びください',
    whereTo: '引き継ぐ先の機関名',
    note: 'ひとこと',
    ask: 'お問い合わせは',
    stateNow: '今の状態',
    before: 'これまでのお返事',
    byTelephone: 'お電話で',
    thanks: 'お返事を受け取りました。ありがとうございます。',
    fault: {
      notNow: 'この件は、ほかのお返事で先に進んでいます。今の状態をご確認ください。',
      needsReason: 'お断りの理由をお選びください。',
      needsTarget: '引き継ぐ先の機関名をご記入ください。',
      needsName: 'お名前をご記入ください。',
    },
    closed: {
      mistyped: [
        'コードをお確かめください',
        'コードに写し間違いがあるようです。お手元のコードをもう一度お確かめください。',
      ],
      unknown: [
        'まだ何も開けません',
        'このコードで開けるものは、まだないか、ありません。渡されたばかりのときは、時間をおいてもう一度お試しください。',
      ],
      over: ['この件は終わりました', 'お返事をいただき、ありがとうございました。内容はもう表示されません。'],
      revoked: ['この件は取り下げられました', '支援センターがこの件を取り下げました。内容は表示されません。'],
      withdrawn: [
        '内容を表示できません',
        '企業が情報の提供への同意を取りやめました。お手元の控えは破棄してください。',
      ],
      expired: ['期限が過ぎました', 'このコードの期限が過ぎたため、内容は表示されません。'],
      tooMany: ['しばらくお待ちください', '誤ったコードが続いたため、少し時間をおいてからお試しください。'],
    },
    wordTitle: 'その後、いかがですか',
    wordLead: 'おつなぎした先の支援は、お役に立ちましたか。',
    word: { helped: '役に立った', partly: '一部は役に立った', notHelped: '役に立たなかった' },
    wordSaid: 'お返事を受け取りました',
    wordChange: 'あとから変えることもできます。',
    ownWords: 'よろしければ、ひとこと',
  },
  en: {
    title: 'A case for you',
    lead: 'The company below asked us to bring this to you.',
    withheld: 'Not given to you, since the company did not agree to it: ',
    agreed: 'Given to you with the consent of the company. Please use it for nothing else.',
    answer: 'Your answer',
    yourName: 'Your name',
    optional: '(may be left empty)',
    send: 'Send',
    why: 'Please choose a reason',
    whereTo: 'Name of the institution you pass it on to',
    note: 'A word more',
    ask: 'Ask us',
    stateNow: 'How it stands',
    before: 'What you have answered so far',
    byTelephone: 'by telephone',
    thanks: 'We have your answer. Thank you.',
    fault: {
      notNow: 'Somebody has answered otherwise meanwhile. Please look at how it stands.',
      needsReason: 'Please choose a reason for declining.',
      needsTarget: 'Please name the institution you pass it on to.',
      needsName: 'Please give your name.',
    },
    closed: {
      mistyped: [
        'Please check the code',
        'It seems to be mistyped. Please look at the code on the sheet once more.',
      ],
      unknown: [
        'There is nothing to open yet',
        'This code opens nothing, or nothing yet. If it was just given to you, please try again later.',
      ],
      over: ['This case is closed', 'Thank you for your answer. Its content is no longer shown.'],
      revoked: ['This case was withdrawn', 'The support centre has withdrawn it. Its content is not shown.'],
      withdrawn: [
        'The content cannot be shown',
        'The company has withdrawn its consent. Please destroy what you have on paper.',
      ],
      expired: ['The time is over', 'This code has expired. Its content is not shown.'],
      tooMany: ['Please wait a moment', 'There were too many wrong codes. Please try again later.'],
    },
    wordTitle: 'How did it go?',
    wordLead: 'Did the support that we brought you to help?',
    word: { helped: 'It helped', partly: 'It helped in part', notHelped: 'It did not help' },
    wordSaid: 'We have your answer',
    wordChange: 'You can change it later.',
    ownWords: 'A word more, if you like',
  },
};
