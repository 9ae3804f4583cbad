import { defineMessages } from '#ui/messages.ts';

/** Words of the form in which letters are worded. */
export const letterFormMessages = defineMessages({
  ja: {
    kind: '手紙の種類',
    subject: '件名',
    body: '本文',
    placeholders: '次のことばは、企業ごとに置きかえて印刷します。 {names}',
    unknown: '置きかえられないことばがあります: {names}',
    tooMuch: '{most}字までにしてください',
    missing: '入力してください',
    overflow: '1枚に収まりません。本文を短くしてください。',
    usual: '標準の文面に戻す',
    usualAgain: 'もう一度押すと、この種類の文面を標準に戻します',
    addressee: '会社名の下に書く宛先',
    addresseeHint:
      '「代表者 様」など。名簿に担当者の名前がある会社には、その名前に「様」をつけます。どちらもなければ、会社名に「御中」をつけます。',
    window: '封筒の窓の位置',
    windowHint:
      '三つ折りにした紙を封筒の中央に置いたとき、紙の左端・上端から窓までの長さです。前後左右に5mmずれても、宛名が見えるように印刷します。',
    left: '左から（{least}〜{most}）',
    top: '上から（{least}〜{most}）',
    save: '文面を保存',
    preview: '印刷の見本',
    previewLabel: '手紙の見本。破線は封筒の窓',
    previewHint: '会社名・住所・コードは見本です。破線は封筒の窓で、印刷されません。',
  },
  en: {
    kind: 'Kind of letter',
    subject: 'Subject',
    body: 'Text',
    placeholders: 'These words are filled in for each company: {names}',
    unknown: 'These cannot be filled in: {names}',
    tooMuch: 'At most {most} characters, please',
    missing: 'Please fill this in',
    overflow: 'It does not fit on one page. Please shorten the text.',
    usual: 'Go back to the usual text',
    usualAgain: 'Press again to put the usual text of this kind in its place',
    addressee: 'Addressee below the company’s name',
    addresseeHint:
      'For instance 代表者 様. Where the list names a person, that name with 様 stands there. With neither, the company’s name gets 御中.',
    window: 'Window of the envelope',
    windowHint:
      'From the left and upper edge of the folded sheet to the window, the sheet lying in the middle of the envelope. The address stays visible when the sheet slides by 5 mm.',
    left: 'From the left ({least} to {most})',
    top: 'From above ({least} to {most})',
    save: 'Save the texts',
    preview: 'What it will look like',
    previewLabel: 'The letter; the dashed line is the window of the envelope',
    previewHint: 'Company, address and code are made up. The dashed window is not printed.',
  },
});
