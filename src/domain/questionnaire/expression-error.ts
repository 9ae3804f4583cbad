import type { LocalisedText } from '#domain/canonical/language.ts';

const TEXTS = {
  tooLong: { ja: '式が長すぎます', en: 'The expression is too long' },
  tooDeep: { ja: 'かっこの入れ子が深すぎます', en: 'The expression is nested too deeply' },
  unexpectedCharacter: { ja: '使えない文字「{0}」があります', en: 'Unexpected character "{0}"' },
  unclosedText: { ja: '文字列が閉じられていません', en: 'A text is not closed' },
  badReference: { ja: '設問の参照は ${code} の形で書きます', en: 'A reference is written ${code}' },
  unexpectedEnd: { ja: '式が途中で終わっています', en: 'The expression ends too early' },
  unexpectedToken: { ja: 'ここに「{0}」は置けません', en: '"{0}" cannot stand here' },
  unknownFunction: { ja: '「{0}」という関数はありません', en: 'There is no function "{0}"' },
  argumentCount: { ja: '{0}() の引数の数が違います', en: 'Wrong number of arguments for {0}()' },
  badPattern: { ja: '正規表現「{0}」が正しくありません', en: 'The regular expression "{0}" is not valid' },
  patternNotLiteral: {
    ja: 'regex() の二つ目の引数は文字列で書きます',
    en: 'The second argument of regex() must be a literal text',
  },
} satisfies Record<string, LocalisedText>;

export type ExpressionErrorCode = keyof typeof TEXTS;

/** Why an expression cannot be read, and where: `position` counts UTF-16 units from 0. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  readonly code: ExpressionErrorCode;
  readonly position: number;
  /** The message in both languages, with the place counted from 1 as people do. */
  readonly text: LocalisedText;

  constructor(code: ExpressionErrorCode, position: number, detail = '') {
    const fill = (text: string) => text.replace('{0}', () => detail);
    const text = {
      ja: `${fill(TEXTS[code].ja)}（${position + 1}文字目）`,
      en: `${fill(TEXTS[code].en)} (at character ${position + 1})`,
    };
    super(text.en);
    this.code = code;
    this.position = position;
    this.text = text;
  }
}
