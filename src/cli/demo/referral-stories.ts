import type { Referral } from '#domain/records/referral.ts';
import type { CompanyWordInput, RecipientAnswerInput } from '#protocol/referrals.ts';

type DaysAgo = { daysAgo: number };

/** What becomes of an invented referral, in days before the day of the demo. */
export interface ReferralStory extends DaysAgo {
  /** `waiting`: let go while its consent has not arrived. */
  begins: 'draft' | 'waiting' | 'sent';
  /** Its recipient's place in the directory. */
  partner: number;
  about: string;
  issues: string[];
  slipGivenDaysAgo?: number;
  answers?: (DaysAgo & RecipientAnswerInput)[];
  calls?: (DaysAgo & Pick<Referral, 'phoneState' | 'phoneFrom' | 'phoneReason' | 'phoneText'>)[];
  word?: DaysAgo & CompanyWordInput;
  ended?: DaysAgo & Pick<Referral, 'endedAs' | 'endedReason'>;
  closedDaysAgo?: number;
  withdrawnDaysAgo?: number;
}

/** Those of the institution who answer; nobody's names. */
const FROM = '窓口 担当（架空）';
const loan = { about: '（架空）設備の入れ替えの資金を相談したい。', issues: ['finance', 'equipment'] };
const heir = { about: '（架空）後継者への株式の移し方を相談したい。', issues: ['succession'] };
const test = { about: '（架空）新しい加工品の試験と表示を相談したい。', issues: ['newproducts'] };
const digital = { about: '（架空）受注の管理を紙からやめたい。', issues: ['digital', 'productivity'] };
const buyer = { about: '（架空）県外の取引先を紹介してほしい。', issues: ['sales'] };

const accepted = (daysAgo: number) => ({ daysAgo, state: 'accepted', from: FROM }) as const;
const completed = (daysAgo: number, text: string) =>
  ({ daysAgo, state: 'completed', from: FROM, text }) as const;

/** One for each state that a referral can be in, and some more of those that are common. */
export const REFERRAL_STORIES: readonly ReferralStory[] = [
  // Open ones; of each coordinator one that has waited for a week.
  { begins: 'sent', daysAgo: 9, partner: 5, ...loan },
  { begins: 'sent', daysAgo: 12, partner: 2, ...heir },
  { begins: 'sent', daysAgo: 8, partner: 1, ...test },
  { begins: 'draft', daysAgo: 1, partner: 7, ...digital },
  { begins: 'waiting', daysAgo: 2, partner: 4, ...loan },
  { begins: 'sent', daysAgo: 3, partner: 8, ...heir },
  { begins: 'sent', daysAgo: 38, partner: 3, ...buyer },
  { begins: 'sent', daysAgo: 6, partner: 0, ...loan, answers: [{ daysAgo: 4, state: 'received' }] },
  { begins: 'sent', daysAgo: 10, partner: 5, ...loan, answers: [accepted(6)] },
  {
    begins: 'sent',
    daysAgo: 24,
    partner: 1,
    ...test,
    answers: [accepted(22), { daysAgo: 10, state: 'inProgress', from: FROM, text: '試作を2回行いました。' }],
  },
  {
    begins: 'sent',
    daysAgo: 30,
    partner: 7,
    ...digital,
    answers: [
      accepted(27),
      { daysAgo: 15, state: 'onHold', from: FROM, text: '繁忙期が終わってから再開します。' },
    ],
  },
  { begins: 'sent', daysAgo: 47, partner: 2, ...heir, answers: [accepted(36)] },
  {
    begins: 'sent',
    daysAgo: 14,
    partner: 6,
    ...loan,
    calls: [{ daysAgo: 11, phoneState: 'accepted', phoneFrom: FROM, phoneText: '来週伺うとのこと。' }],
  },
  // Done, with what the company says of it.
  {
    begins: 'sent',
    daysAgo: 44,
    partner: 5,
    ...loan,
    answers: [accepted(42), completed(20, '融資が決まりました。')],
    word: { daysAgo: 15, word: 'helped', text: '話が早くて助かりました。' },
    closedDaysAgo: 14,
  },
  {
    begins: 'sent',
    daysAgo: 41,
    partner: 8,
    ...heir,
    answers: [accepted(40), completed(18, '移転の計画を一緒に作りました。')],
    word: { daysAgo: 9, word: 'helped', text: '家族で話し合うきっかけになりました。' },
  },
  {
    begins: 'sent',
    daysAgo: 36,
    partner: 1,
    ...test,
    answers: [accepted(34), completed(12, '分析の結果をお渡ししました。')],
    word: { daysAgo: 7, word: 'partly', text: '分析はできたが、費用が思ったより高かった。' },
  },
  {
    begins: 'sent',
    daysAgo: 39,
    partner: 3,
    ...buyer,
    answers: [accepted(35), completed(16, '2社を紹介しました。')],
    word: { daysAgo: 8, word: 'notHelped', text: '条件が合わず、取引にはならなかった。' },
  },
  {
    begins: 'sent',
    daysAgo: 28,
    partner: 4,
    ...loan,
    answers: [accepted(26), completed(5, '申込みまで終わりました。')],
  },
  {
    begins: 'sent',
    daysAgo: 45,
    partner: 0,
    ...loan,
    answers: [accepted(43), completed(25, '保証の承諾が下りました。')],
    word: { daysAgo: 19, word: 'helped' },
    closedDaysAgo: 18,
  },
  // Over without help.
  {
    begins: 'sent',
    daysAgo: 21,
    partner: 7,
    ...digital,
    answers: [{ daysAgo: 17, state: 'declined', reason: 'capacity', from: FROM }],
  },
  {
    begins: 'sent',
    daysAgo: 33,
    partner: 6,
    ...loan,
    calls: [
      { daysAgo: 29, phoneState: 'declined', phoneReason: 'ineligible', phoneFrom: FROM, phoneText: '' },
    ],
  },
  {
    begins: 'sent',
    daysAgo: 26,
    partner: 2,
    ...digital,
    answers: [{ daysAgo: 23, state: 'referredOnward', onwardTo: '青森県産業技術センター', from: FROM }],
  },
  {
    begins: 'sent',
    daysAgo: 13,
    partner: 3,
    ...buyer,
    ended: { daysAgo: 10, endedAs: 'revoked', endedReason: '会社の都合で見送り' },
  },
  {
    begins: 'sent',
    daysAgo: 5,
    partner: 4,
    ...loan,
    ended: { daysAgo: 5, endedAs: 'enteredInError', endedReason: '支店のまちがい' },
  },
  // The consent was withdrawn; one slip was handed over before the device knew.
  { begins: 'sent', daysAgo: 18, partner: 8, ...heir, answers: [accepted(16)], withdrawnDaysAgo: 4 },
  { begins: 'sent', daysAgo: 11, partner: 1, ...test, withdrawnDaysAgo: 7, slipGivenDaysAgo: 6 },
];
