import type { LocalisedText } from '#domain/canonical/language.ts';

const TEXTS = {
  wrongType: { ja: '{0}が必要です', en: 'Expected {0}' },
  unknownMember: { ja: '「{0}」という項目はありません', en: 'There is no member "{0}"' },
  missingMember: { ja: '「{0}」がありません', en: 'The member "{0}" is missing' },
  badCode: {
    ja: 'コード「{0}」は英字で始まる英数字と _ で書きます',
    en: 'The code "{0}" must be letters, digits and _, beginning with a letter',
  },
  badId: {
    ja: '調査票のID「{0}」は英数字と - _ だけで、64文字までで書きます',
    en: 'The questionnaire’s id "{0}" must be letters, digits, - and _, at most 64',
  },
  duplicateCode: { ja: 'コード「{0}」が重複しています', en: 'The code "{0}" occurs twice' },
  unknownItem: { ja: '設問「{0}」はありません', en: 'There is no item "{0}"' },
  unknownOption: { ja: '選択肢「{0}」はありません', en: 'There is no option "{0}"' },
  unknownClassification: { ja: '分類「{0}」はありません', en: 'There is no classification "{0}"' },
  notMultiple: { ja: '設問「{0}」は複数回答ではありません', en: 'The item "{0}" is not a multiple one' },
  optionsNeeded: { ja: 'この種類の設問には選択肢が必要です', en: 'An item of this kind needs options' },
  optionsNotAllowed: {
    ja: 'この種類の設問に選択肢は置けません',
    en: 'An item of this kind takes no options',
  },
  rowsNeeded: { ja: 'この種類の設問には行が必要です', en: 'An item of this kind needs rows' },
  rowsNotAllowed: { ja: 'この種類の設問に行は置けません', en: 'An item of this kind takes no rows' },
  emptyRange: { ja: '最小値が最大値より大きくなっています', en: 'The minimum is above the maximum' },
  badLimits: {
    ja: '有効・一部回答とする割合は、0より大きく100以下で、一部回答のほうを低くします',
    en: 'The shares for complete and partial answers must be above 0 and at most 100, the partial one not the higher',
  },
  badExpression: { ja: '式が正しくありません: {0}', en: 'The expression is not valid: {0}' },
  currentNotAllowed: { ja: '「.」は制約の式でだけ使えます', en: '"." can only be used in a constraint' },
  calculationNeeded: { ja: '計算の設問には計算式が必要です', en: 'A calculated item needs a calculation' },
  calculationNotAllowed: {
    ja: 'この種類の設問に計算式は置けません',
    en: 'An item of this kind takes no calculation',
  },
  notForImage: {
    ja: '写真の設問に「{0}」は使えません（聞き取りでだけ尋ねます）',
    en: 'A question for photos takes no "{0}" (it is asked in interviews alone)',
  },
  notForCalculation: { ja: '計算の設問に「{0}」は使えません', en: 'A calculated item takes no "{0}"' },
  cycle: {
    ja: '条件や計算が循環しています: {0}',
    en: 'Conditions and calculations refer to each other in a circle: {0}',
  },
  wrongKindForRole: {
    ja: 'この種類の設問は役割「{0}」に使えません',
    en: 'An item of this kind cannot have the role "{0}"',
  },
  optionNeededForRole: {
    ja: 'この役割の設問には選択肢「{0}」が必要です',
    en: 'An item of this role needs the option "{0}"',
  },
  duplicateRole: { ja: '役割「{0}」の設問が二つ以上あります', en: 'More than one item has the role "{0}"' },
  noCategory: { ja: '選択肢「{0}」に分類の値がありません', en: 'The option "{0}" has no category' },
} satisfies Record<string, LocalisedText>;

export type QuestionnaireProblemCode = keyof typeof TEXTS;

/** What is wrong with a questionnaire and where (`path` is a JSON pointer). */
export interface QuestionnaireProblem {
  path: string;
  code: QuestionnaireProblemCode;
  message: LocalisedText;
}

/** Notes a problem; the detail may differ between the languages. */
export type Report = (path: string, code: QuestionnaireProblemCode, detail?: string | LocalisedText) => void;

/** A problem in words. */
export function describeProblem(
  path: string,
  code: QuestionnaireProblemCode,
  detail: string | LocalisedText = '',
): QuestionnaireProblem {
  const { ja, en } = typeof detail === 'string' ? { ja: detail, en: detail } : detail;
  const text = TEXTS[code];
  return {
    path,
    code,
    message: { ja: text.ja.replace('{0}', () => ja), en: text.en.replace('{0}', () => en) },
  };
}
