import { ExpressionError } from './expression-error.ts';

export type TokenType = 'text' | 'number' | 'reference' | 'name' | 'symbol' | 'end';

export interface Token {
  type: TokenType;
  /** What it means: a text without its quotes, a reference without `${}`. */
  value: string;
  position: number;
}

/** Longer than any rule a person writes; keeps the tree shallow enough to walk. */
const MAX_LENGTH = 4000;

const PATTERNS: readonly [TokenType | 'space', RegExp][] = [
  ['space', /\s+/y],
  ['reference', /\$\{\s*([A-Za-z_][\w.-]*)\s*\}/y],
  ['text', /'([^']*)'|"([^"]*)"/y],
  ['number', /\d+(?:\.\d+)?|\.\d+/y],
  ['name', /[A-Za-z_][\w-]*/y],
  ['symbol', /!=|<=|>=|[=<>+\-*(),.]/y],
];

/** Splits an expression into its words, an `end` token last; throws `ExpressionError`. */
export function tokenise(source: string): Token[] {
  if (source.length > MAX_LENGTH) throw new ExpressionError('tooLong', MAX_LENGTH);
  const tokens: Token[] = [];
  let position = 0;
  while (position < source.length) {
    const { type, value, length } = matchToken(source, position);
    if (type !== 'space') tokens.push({ type, value, position });
    position += length;
  }
  tokens.push({ type: 'end', value: '', position });
  return tokens;
}

function matchToken(source: string, position: number) {
  for (const [type, pattern] of PATTERNS) {
    pattern.lastIndex = position;
    const match = pattern.exec(source);
    if (match) return { type, value: match[1] ?? match[2] ?? match[0], length: match[0].length };
  }
  const character = String.fromCodePoint(source.codePointAt(position) ?? 0);
  if (character === '$') throw new ExpressionError('badReference', position);
  if (character === "'" || character === '"') throw new ExpressionError('unclosedText', position);
  throw new ExpressionError('unexpectedCharacter', position, character);
}
