import type { Language, LocalisedText } from '#domain/canonical/language.ts';
import type { ChangeFault, FaultCode } from '#domain/sync/check-change.ts';
import type { ProblemDetail } from './problems.ts';

/** What is wrong with what was sent, for the person who has to put it right; `{limit}` is a number of characters or entries. */
const WORDS: Record<FaultCode, LocalisedText> = {
  'wrong-form': { ja: '形式が正しくありません', en: 'is not in the expected form' },
  'too-long': { ja: '長すぎます（{limit}文字まで）', en: 'is too long (at most {limit} characters)' },
  'too-many': { ja: '多すぎます（{limit}件まで）', en: 'has too many entries (at most {limit})' },
  needed: { ja: '入力が必要です', en: 'is needed' },
  unstorable: { ja: '保存できない文字が含まれています', en: 'contains a character that cannot be stored' },
  'not-writable': { ja: 'ここには書けません', en: 'cannot be written' },
  'nothing-written': { ja: '変更がありません', en: 'changes nothing' },
  'unknown-author': { ja: 'このセンターにいない人の記録です', en: 'was made by nobody of this centre' },
  'not-members': { ja: '一覧の形式が正しくありません', en: 'is not written member by member' },
};

/** A fault as a problem's detail in the reader's language. */
export function describeFault({ pointer, code, limit }: ChangeFault, language: Language): ProblemDetail {
  return { pointer, message: WORDS[code][language].replace('{limit}', String(limit ?? '')) };
}
