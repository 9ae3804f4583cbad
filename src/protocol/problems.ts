import type { Language, LocalisedText } from '#domain/canonical/language.ts';

/**
 * The registry of expected problems: every code that the server answers with, its
 * HTTP status and its text. Codes are stable; clients act on them, people read the texts.
 */
export const PROBLEMS = {
  // The request itself
  'malformed-request': {
    status: 400,
    title: { ja: '送られた内容の形式が正しくありません', en: 'The request is not in the expected form' },
  },
  'referral-not-answerable': {
    status: 409,
    title: {
      ja: 'この件には、もうそのお返事はできません',
      en: 'This case can no longer be answered like that',
    },
  },
  'unit-answered': {
    status: 409,
    title: { ja: 'この企業からは、もう回答が届いています', en: 'This company has answered already' },
  },
  'not-found': { status: 404, title: { ja: '見つかりません', en: 'There is no such thing here' } },
  'body-too-large': {
    status: 413,
    title: { ja: '一度に送れる大きさを超えています', en: 'The request is too large' },
  },
  'unsupported-media-type': {
    status: 415,
    title: { ja: 'この形式のデータは受け取れません', en: 'This kind of content is not accepted' },
  },
  'too-many-requests': {
    status: 429,
    title: {
      ja: '回数が多すぎます。しばらく待ってからお試しください',
      en: 'Too many attempts. Please wait a while and try again',
    },
  },
  'foreign-origin': {
    status: 403,
    title: { ja: 'ほかのサイトからの操作は受け付けません', en: 'Requests from other sites are refused' },
  },
  'protocol-version-unsupported': {
    status: 400,
    title: {
      ja: 'アプリの版が古いため同期できません。更新してください',
      en: 'This version of the app can no longer sync. Please update it',
    },
  },
  // People
  'not-signed-in': { status: 401, title: { ja: 'サインインが必要です', en: 'Please sign in' } },
  'person-dismissed': {
    status: 401,
    title: {
      ja: 'この方の登録は終わっています。端末の記録を片づけます',
      en: 'This person no longer belongs to the centre. The device is being cleared',
    },
  },
  'device-revoked': {
    status: 401,
    title: {
      ja: 'この端末の登録は取り消されています。端末の記録を片づけます',
      en: 'This device has been signed out for good. It is being cleared',
    },
  },
  forbidden: {
    status: 403,
    title: { ja: 'この操作をする権限がありません', en: 'You are not allowed to do this' },
  },
  'wrong-credentials': {
    status: 401,
    title: {
      ja: 'メールアドレスまたはパスワードが違います',
      en: 'The e-mail address or the password is wrong',
    },
  },
  'password-too-short': {
    status: 422,
    title: { ja: 'パスワードは12文字以上にしてください', en: 'The password needs at least 12 characters' },
  },
  'password-too-common': {
    status: 422,
    title: { ja: 'よく使われるパスワードは使えません', en: 'This password is too common' },
  },
  'email-taken': {
    status: 409,
    title: { ja: 'このメールアドレスはすでに使われています', en: 'This e-mail address is already in use' },
  },
  'link-unusable': {
    status: 410,
    title: { ja: 'このリンクは使用済みか期限切れです', en: 'This link has been used or has expired' },
  },
  'last-administrator': {
    status: 409,
    title: { ja: '管理者を一人もいなくすることはできません', en: 'The last administrator cannot be removed' },
  },
  // Records and changes
  'change-malformed': {
    status: 422,
    title: { ja: '記録の形式が正しくありません', en: 'The record is not in the expected form' },
  },
  'change-id-reused': {
    status: 409,
    title: {
      ja: '同じ番号で内容の違う記録がすでにあります',
      en: 'Another change with this id but other content exists',
    },
  },
  'made-by-other': {
    status: 403,
    title: {
      ja: 'ほかの人の名前で記録することはできません',
      en: 'Changes cannot be made in another person’s name',
    },
  },
  'collection-forbidden': {
    status: 403,
    title: { ja: 'この種類の記録を書く権限がありません', en: 'You may not write this kind of record' },
  },
  'device-of-other': {
    status: 409,
    title: {
      ja: 'この端末の番号は、ほかの人の記録で使われています',
      en: 'The number of this device belongs to another person’s records',
    },
  },
  'device-cloned': {
    status: 409,
    title: {
      ja: '同じ番号の端末がもう1台あります（バックアップからの引き継ぎなど）。この端末の番号を新しくします',
      en: 'Another device uses the number of this one, as after a move from a backup. This one gets a new number',
    },
  },
  'response-closed': {
    status: 409,
    title: {
      ja: '提出された回答は削除できません。直すところは訂正として記録してください',
      en: 'A submitted response cannot be deleted. What is wrong in it is put right by a correction',
    },
  },
  'record-final': {
    status: 409,
    title: {
      ja: 'この記録は残したときのまま保たれ、書き直しも削除もできません',
      en: 'This record stays as it was made: it is neither changed nor deleted',
    },
  },
  'passed-to-office': {
    status: 403,
    title: {
      ja: '役割が変わり、この記録は書けなくなりました。内容はそのまま事務局に預けてあります',
      en: 'Your role may no longer write this. It has been passed to the office, whole',
    },
  },
  'declined-by-office': {
    status: 403,
    title: {
      ja: '事務局がこの記録を取り込まないことにしました',
      en: 'The office has decided not to take this in',
    },
  },
  'record-erased': {
    status: 410,
    title: {
      ja: 'この記録は個人情報保護のため消去されています',
      en: 'This record has been erased for privacy',
    },
  },
  'record-in-other-collection': {
    status: 409,
    title: { ja: '同じ番号の別の種類の記録があります', en: 'A record of another kind has this id' },
  },
  // What was sealed when a person left
  'parcel-unreadable': {
    status: 422,
    title: {
      ja: '封をした記録を開けません。このセンターあてではないか、壊れています',
      en: 'The sealed records cannot be opened: they are for another centre, or damaged',
    },
  },
  'record-too-large': {
    status: 413,
    title: {
      ja: '一つの記録に入る量を超えています。内容を減らすか、別の記録に分けてください',
      en: 'This is more than one record can hold. Please shorten it or use another record',
    },
  },
  'too-many-conflicts': {
    status: 409,
    title: {
      ja: 'この記録には食い違いがたくさん残っています。先にそれらを解決してください',
      en: 'Too many conflicts wait on this record. Please settle them first',
    },
  },
  // The catalogue
  'edition-exists': {
    status: 409,
    title: { ja: 'この年度の年度版はすでにあります', en: 'There is an edition of this fiscal year already' },
  },
  'edition-changed': {
    status: 409,
    title: {
      ja: 'ほかの人がこの年度版を変えました。新しい内容を確かめてください',
      en: 'Someone else has changed this edition. Please look at it again',
    },
  },
  'programme-invalid': {
    status: 422,
    title: {
      ja: '施策の内容に直すところがあります',
      en: 'Something about the programme has to be corrected',
    },
  },
  'outline-invalid': {
    status: 422,
    title: {
      ja: '基本方針と施策の柱に直すところがあります',
      en: 'Some policies or pillars have to be corrected',
    },
  },
  'report-unreadable': {
    status: 422,
    title: {
      ja: '年次報告として読めないため、何も取り込んでいません',
      en: 'Not readable as an annual report; nothing was imported',
    },
  },
  'report-differs': {
    status: 422,
    title: {
      ja: '印刷された小計・合計と合わない数があります。確かめてから取り込んでください',
      en: 'Some figures differ from the printed sums. Please check them before importing',
    },
  },
  'report-undecided': {
    status: 422,
    title: {
      ja: '前の年度と同じ施策かどうか、決まっていないものがあります',
      en: 'It is undecided whether some programmes are those of another year',
    },
  },
  'nothing-to-publish': {
    status: 409,
    title: { ja: '公開していない変更はありません', en: 'There are no changes to publish' },
  },
  'edition-empty': {
    status: 422,
    title: {
      ja: '施策が一件もない年度版は公開できません',
      en: 'An edition without programmes cannot be published',
    },
  },
  'issue-links-invalid': {
    status: 422,
    title: {
      ja: '課題と施策のつながりに直すところがあります',
      en: 'Some links from issues to programmes have to be corrected',
    },
  },
  'issue-links-changed': {
    status: 409,
    title: {
      ja: 'ほかの人がつながりを変えました。新しい内容を確かめてください',
      en: 'Someone else has changed the links. Please look at them again',
    },
  },
  'problem-words-invalid': {
    status: 422,
    title: { ja: '困りごとの言葉に直すところがあります', en: 'Some words for problems have to be corrected' },
  },
  'problem-words-changed': {
    status: 409,
    title: {
      ja: 'ほかの人が困りごとの言葉を変えました。新しい内容を確かめてください',
      en: 'Someone else has changed the words for problems. Please look at them again',
    },
  },
  // Surveys and what companies send
  'code-mistyped': {
    status: 404,
    title: { ja: 'コードに書き間違いがあるようです', en: 'The code seems to be mistyped' },
  },
  'code-unknown': { status: 404, title: { ja: 'このコードは見つかりません', en: 'This code is not known' } },
  'code-revoked': {
    status: 410,
    title: { ja: 'このコードは使えなくなりました', en: 'This code is no longer valid' },
  },
  'survey-not-open': {
    status: 409,
    title: { ja: 'この調査はまだ始まっていません', en: 'This survey has not begun yet' },
  },
  'survey-expired': {
    status: 410,
    title: { ja: 'この調査の期間は終わりました', en: 'The period of this survey is over' },
  },
  'survey-closed': {
    status: 410,
    title: { ja: 'この調査は締め切られました', en: 'This survey has been closed' },
  },
  'questionnaire-revision-unknown': {
    status: 409,
    title: {
      ja: 'この版の調査票は公開されていません',
      en: 'This revision of the questionnaire is not published',
    },
  },
  'answers-invalid': {
    status: 422,
    title: { ja: '直していただきたい回答があります', en: 'Some answers have to be corrected' },
  },
  'answers-missing': {
    status: 422,
    title: { ja: 'まだお答えいただいていない設問があります', en: 'Some questions have no answer yet' },
  },
  'survey-changed': {
    status: 409,
    title: {
      ja: 'ほかの人がこの調査を変えました。新しい内容を確かめてください',
      en: 'Someone else has changed this survey. Please look at it again',
    },
  },
  'survey-without-sample': {
    status: 409,
    title: {
      ja: 'この調査には、名簿から引いた標本がありません',
      en: 'This survey asks no sample drawn from a list',
    },
  },
  'sample-without-answers': {
    status: 409,
    title: { ja: '標本からの回答がまだありません', en: 'Nobody of the sample has answered yet' },
  },
  'lot-changed': {
    status: 409,
    title: {
      ja: '束から抜く手紙が変わりました。もう一度確かめてください',
      en: 'Other letters have to leave the pile by now. Please check again',
    },
  },
  'lot-marked': {
    status: 409,
    title: {
      ja: 'このロットには、すでに印刷または投函の記録があります',
      en: 'This lot is marked as printed or posted already',
    },
  },
  'survey-period-invalid': {
    status: 422,
    title: { ja: '調査の終わりの日が始まりの日より前です', en: 'The survey would end before it begins' },
  },
  // Lists of addresses and samples
  'frame-list-changed': {
    status: 409,
    title: {
      ja: 'ほかの人がこの名簿を変えました。新しい内容を確かめてください',
      en: 'Someone else has changed this list. Please look at it again',
    },
  },
  'frame-list-ended': {
    status: 409,
    title: {
      ja: 'この名簿は利用期間が終わり、名前と住所は消されています',
      en: 'The licence of this list has ended; its names and addresses are deleted',
    },
  },
  'frame-upload-incomplete': {
    status: 409,
    title: {
      ja: '名簿の行がすべて届いていません。もう一度取り込んでください',
      en: 'Not all rows of the list have arrived. Please import it again',
    },
  },
  'frame-list-not-ready': {
    status: 409,
    title: { ja: 'この名簿からは抽出できません', en: 'No sample can be drawn from this list' },
  },
  'unit-linked': {
    status: 409,
    title: {
      ja: 'この企業は、すでに登録済みの企業とつながっています',
      en: 'This company is linked to a registered one already',
    },
  },
  'sample-fixed': {
    status: 409,
    title: {
      ja: 'コードを発行したあとは、標本を引き直せません',
      en: 'Once codes have been issued the sample cannot be drawn again',
    },
  },
  'sample-empty': {
    status: 422,
    title: { ja: 'この設計では1社も選ばれません', en: 'This design draws nobody' },
  },
  'submission-id-reused': {
    status: 409,
    title: {
      ja: '同じ番号で内容の違う回答がすでにあります',
      en: 'Another submission with this id but other content exists',
    },
  },
  // Sheets of paper
  'keyed-code-of-other-survey': {
    status: 422,
    title: { ja: 'ほかの調査のコードです', en: 'This is a code of another survey' },
  },
  'keyed-entry-reused': {
    status: 409,
    title: {
      ja: '同じ番号で内容の違う入力がすでにあります',
      en: 'Another entry with this id but other content exists',
    },
  },
  'keyed-sheet-unknown': {
    status: 404,
    title: {
      ja: 'この票の1回目の入力がまだ届いていません',
      en: 'The first entry of this sheet has not come yet',
    },
  },
  'keyed-same-person': {
    status: 403,
    title: {
      ja: '同じ人が入力した票です。ほかの人が入力してください',
      en: 'The same person has keyed this sheet. Somebody else has to',
    },
  },
  'keyed-not-waiting': {
    status: 409,
    title: { ja: 'この票の確認はもう済んでいます', en: 'This sheet has been settled already' },
  },
  // The unexpected
  // Photos and files
  'file-too-large': {
    status: 413,
    title: { ja: 'ファイルが大きすぎます（1つ20MBまで）', en: 'The file is too large (20 MB at most)' },
  },
  'file-type-refused': {
    status: 415,
    title: { ja: '写真とPDFだけを受け取れます', en: 'Only photos and PDF files are accepted' },
  },
  'file-space-full': {
    status: 507,
    title: {
      ja: 'センターのファイル置き場がいっぱいです。管理者に伝えてください',
      en: 'The centre has no room for more files. Please tell the administrator',
    },
  },
  'file-record-unknown': {
    status: 424,
    title: {
      ja: '写真の記録がまだ届いていないか、削除されています',
      en: 'The record of this file has not arrived yet, or was deleted',
    },
  },
  'file-not-as-recorded': {
    status: 422,
    title: {
      ja: '届いた内容が記録と合いません。もう一度送ります',
      en: 'What arrived is not what the record says. It will be sent again',
    },
  },
  'upload-out-of-step': {
    status: 409,
    title: { ja: '送信の続きの位置が合いません', en: 'The upload goes on at another place' },
  },
  'file-gone': {
    status: 410,
    title: { ja: 'このファイルは削除されています', en: 'This file has been deleted' },
  },
  'file-not-here': {
    status: 404,
    title: {
      ja: 'このファイルはまだサーバーに届いていません',
      en: 'This file has not arrived at the server yet',
    },
  },
  'internal-error': {
    status: 500,
    title: {
      ja: 'サーバーで問題が起きました。記録は端末に残っています',
      en: 'The server had a problem. What you recorded is still on this device',
    },
  },
  'not-ready': {
    status: 503,
    title: { ja: 'サーバーの準備ができていません', en: 'The server is not ready' },
  },
} as const satisfies Record<string, { status: number; title: LocalisedText }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One fault within a request; `pointer` is a JSON pointer (RFC 6901) into its body. */
export interface ProblemDetail {
  pointer: string;
  message: string;
}

/** A problem as RFC 9457 sends it, `application/problem+json`. */
export interface ProblemDocument {
  type: string;
  status: number;
  code: ProblemCode;
  title: string;
  detail?: string;
  errors?: ProblemDetail[];
}

/** The problem document for a code in the reader's language. */
export function problemDocument(
  code: ProblemCode,
  language: Language,
  extra: { detail?: string; errors?: ProblemDetail[] } = {},
): ProblemDocument {
  const { status, title } = PROBLEMS[code];
  return { type: `urn:banso:problem:${code}`, status, code, title: title[language], ...extra };
}
