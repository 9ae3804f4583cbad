import { USUAL_WINDOW, type WindowPlace } from './letter-sheet.ts';

/** The letters of a survey, in the order in which they go out. */
export const LETTER_KINDS = ['preNotice', 'invitation', 'reminder', 'reminderB', 'thanks'] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** What a letter says above the ways to answer. */
export interface LetterText {
  subject: string;
  body: string;
}

/** A survey's letters as the office words them. */
export interface SurveyLetters {
  window: WindowPlace;
  /** Whom at the company it is for, on a line below its name, as 代表者 様; empty: the company, 御中. */
  addressee: string;
  texts: Record<LetterKind, LetterText>;
}

export const LETTER_LIMITS = { subject: 60, body: 1200, addressee: 30 } as const;

/** What stands in braces in a text and is filled in for each company. */
export const PLACEHOLDERS = ['会社名', '調査名', '期間', 'センター名', 'リンク', 'コード'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Whether a letter bears a company's code and the ways to its page. */
export function bearsCode(kind: LetterKind): boolean {
  return kind === 'invitation' || kind === 'reminder' || kind === 'reminderB';
}

/** What a text of a kind may have filled in. */
export function listPlaceholders(kind: LetterKind): Placeholder[] {
  return PLACEHOLDERS.filter((name) => bearsCode(kind) || (name !== 'リンク' && name !== 'コード'));
}

/** What stands in braces and cannot be filled in, each once. */
export function listUnknownPlaceholders(kind: LetterKind, text: string): string[] {
  const known: readonly string[] = listPlaceholders(kind);
  const found = [...text.matchAll(BRACES)].map(([, name]) => name!.trim());
  return [...new Set(found.filter((name) => !known.includes(name)))];
}

const BRACES = /[{｛]([^{}｛｝]*)[}｝]/g;

/** A text with what stands in braces filled in; what is not known stays as it stands. */
export function fillLetterText(text: string, values: Partial<Record<Placeholder, string>>): string {
  return text.replace(
    BRACES,
    (whole, name: string) => (values as Record<string, string | undefined>)[name.trim()] ?? whole,
  );
}

const GREETING =
  '拝啓　時下ますますご清栄のこととお慶び申し上げます。平素より{センター名}の事業に格別のご理解とご協力を賜り、厚くお礼申し上げます。';

/** What a survey's letters say until the office words them. */
export const USUAL_LETTERS: SurveyLetters = {
  window: USUAL_WINDOW,
  addressee: '',
  texts: {
    preNotice: {
      subject: '「{調査名}」実施のお知らせ',
      body: [
        GREETING,
        '　このたび当センターでは、地域の企業の皆さまの現状と課題をうかがい、今後の支援に生かすため、「{調査名}」を実施いたします。期間は{期間}です。後日、{会社名}様に回答の方法をお送りいたしますので、その際はご協力くださいますようお願い申し上げます。',
        '　所在地や会社名の変更、廃業などがございましたら、お手数ですが下記までお知らせください。',
        '敬具',
      ].join('\n'),
    },
    invitation: {
      subject: '「{調査名}」へのご協力のお願い',
      body: [
        GREETING,
        '　このたび当センターでは、地域の企業の皆さまの現状と課題をうかがい、今後の支援に生かすため、「{調査名}」を実施いたします。ご多用のところ恐れ入りますが、下記の方法でご回答くださいますようお願い申し上げます（回答期間：{期間}）。',
        '　結果は集計して用い、企業名が分かる形で公表することはございません。ご不明な点は、下記までお問い合わせください。',
        '敬具',
      ].join('\n'),
    },
    reminder: {
      subject: '「{調査名}」ご回答のお願い（再度のご案内）',
      body: [
        GREETING,
        '　先にお願いいたしました「{調査名}」につきまして、{会社名}様のご回答をまだ確認できておりません。一社でも多くの声を支援に生かすため、ご回答くださいますよう重ねてお願い申し上げます（回答期間：{期間}）。途中まで入力された内容は、お使いの端末に残っています。',
        '　行き違いですでにご回答いただいておりましたら、なにとぞご容赦ください。',
        '敬具',
      ].join('\n'),
    },
    // Another wording to be compared with the usual one: it begins with how little it takes.
    reminderB: {
      subject: '「{調査名}」{会社名}様のご回答をお待ちしています',
      body: [
        GREETING,
        '　「{調査名}」は、スマートフォンでもご回答いただけます。途中でやめても、同じ端末で続きから入力できます（回答期間：{期間}）。{会社名}様のお声を、ぜひお聞かせください。',
        '　行き違いですでにご回答いただいておりましたら、なにとぞご容赦ください。',
        '敬具',
      ].join('\n'),
    },
    thanks: {
      subject: '「{調査名}」ご協力のお礼',
      body: [
        GREETING,
        '　このたびは「{調査名}」にご回答くださり、誠にありがとうございました。いただいた声は集計し、地域の企業の皆さまへの支援に生かしてまいります。',
        '　経営についてのご相談は、いつでも下記までお寄せください。',
        '敬具',
      ].join('\n'),
    },
  },
};
