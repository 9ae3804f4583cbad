import { ExpressionError } from './expression-error.ts';
import { EXPRESSION_FUNCTIONS, toPattern } from './expression-functions.ts';
import { tokenise, type Token } from './expression-tokens.ts';

export type BinaryOperator =
  | 'or'
  | 'and'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | 'div'
  | 'mod';

/** A parsed rule. */
export type Expression =
  | { type: 'literal'; value: string | number; position: number }
  | { type: 'reference'; name: string; position: number }
  | { type: 'current'; position: number }
  | { type: 'negative'; operand: Expression; position: number }
  | { type: 'binary'; operator: BinaryOperator; left: Expression; right: Expression; position: number }
  | { type: 'call'; name: string; arguments: Expression[]; position: number };

/** From loosest to tightest; every level groups to the left, as in XPath 1.0. */
const PRECEDENCE: readonly (readonly BinaryOperator[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
];

/** More brackets than a person can follow; keeps garbage from exhausting the stack. */
const MAX_DEPTH = 60;

/**
 * Reads a rule in the XLSForm subset, for instance
 * `${q3} = 'yes' and selected(${issues}, 'finance')`. Throws `ExpressionError` only.
 */
export function parseExpression(source: string): Expression {
  const parser = new Parser(tokenise(source));
  return parser.parse();
}

/** An expression and everything inside it, outermost first. */
export function listNodes(expression: Expression): Expression[] {
  switch (expression.type) {
    case 'negative':
      return [expression, ...listNodes(expression.operand)];
    case 'binary':
      return [expression, ...listNodes(expression.left), ...listNodes(expression.right)];
    case 'call':
      return [expression, ...expression.arguments.flatMap(listNodes)];
    default:
      return [expression];
  }
}

/** The names in `${…}`, in order, repeats included. */
export function listReferences(expression: Expression): string[] {
  return listNodes(expression).flatMap((node) => (node.type === 'reference' ? [node.name] : []));
}

class Parser {
  private index = 0;
  private depth = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  parse(): Expression {
    const expression = this.parseLevel(0);
    if (this.token.type !== 'end') throw this.unexpected();
    return expression;
  }

  private get token(): Token {
    const token = this.tokens[this.index];
    if (!token) throw new RangeError('read past the end token');
    return token;
  }

  private unexpected(): ExpressionError {
    const { type, value, position } = this.token;
    return type === 'end'
      ? new ExpressionError('unexpectedEnd', position)
      : new ExpressionError('unexpectedToken', position, value);
  }

  private isSymbol(value: string): boolean {
    return this.token.type === 'symbol' && this.token.value === value;
  }

  private expect(symbol: string): void {
    if (!this.isSymbol(symbol)) throw this.unexpected();
    this.index += 1;
  }

  private findOperator(level: number): BinaryOperator | undefined {
    const { type, value } = this.token;
    if (type !== 'symbol' && type !== 'name') return undefined;
    return PRECEDENCE[level]?.find((operator) => operator === value);
  }

  private parseLevel(level: number): Expression {
    if (level === PRECEDENCE.length) return this.parseOperand();
    let left = this.parseLevel(level + 1);
    for (let operator = this.findOperator(level); operator; operator = this.findOperator(level)) {
      const { position } = this.token;
      this.index += 1;
      left = { type: 'binary', operator, left, right: this.parseLevel(level + 1), position };
    }
    return left;
  }

  private parseOperand(): Expression {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new ExpressionError('tooDeep', this.token.position);
    const operand = this.parseUnnested();
    this.depth -= 1;
    return operand;
  }

  private parseUnnested(): Expression {
    const { type, value, position } = this.token;
    if (type === 'end') throw this.unexpected();
    if (this.isSymbol('(')) {
      this.index += 1;
      const inner = this.parseLevel(0);
      this.expect(')');
      return inner;
    }
    if (this.isSymbol('-')) {
      this.index += 1;
      return { type: 'negative', operand: this.parseOperand(), position };
    }
    if (type === 'symbol' && value !== '.') throw this.unexpected();
    if (type === 'name') return this.parseCall();
    this.index += 1;
    if (type === 'symbol') return { type: 'current', position };
    if (type === 'reference') return { type, name: value, position };
    return { type: 'literal', value: type === 'number' ? Number(value) : value, position };
  }

  private parseCall(): Expression {
    const { value: name, position } = this.token;
    const found = EXPRESSION_FUNCTIONS.get(name);
    if (!found) throw new ExpressionError('unknownFunction', position, name);
    this.index += 1;
    this.expect('(');
    const parsed: Expression[] = [];
    while (!this.isSymbol(')')) {
      if (parsed.length > 0) this.expect(',');
      parsed.push(this.parseLevel(0));
    }
    this.expect(')');
    if (parsed.length < found.minArguments || parsed.length > found.maxArguments) {
      throw new ExpressionError('argumentCount', position, name);
    }
    if (name === 'regex') checkPattern(parsed[1], position);
    return { type: 'call', name, arguments: parsed, position };
  }
}

/** Patterns are literals, so that a malformed one is found when the rule is written, not when it is used. */
function checkPattern(pattern: Expression | undefined, position: number): void {
  if (pattern?.type !== 'literal') throw new ExpressionError('patternNotLiteral', position);
  try {
    toPattern(String(pattern.value));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ExpressionError('badPattern', pattern.position, String(pattern.value));
  }
}
