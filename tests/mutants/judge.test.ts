import { expect, it } from 'vitest';
import { judge, type Equivalent, type Mutant } from './judge.ts';

const LINES = ['if (isFull) return;', '  const limit = batch.length;'];
const lineOf = (_file: string, line: number): string => LINES[line - 1] ?? '';

function mutant(status: string, line = 1, replacement = 'true'): Mutant {
  return {
    fileName: 'src/a.ts',
    location: { start: { line, column: 1 } },
    mutatorName: 'ConditionalExpression',
    replacement,
    status,
  };
}

function equivalent(given: Partial<Equivalent> = {}): Equivalent {
  return {
    file: 'src/a.ts',
    line: 'const limit = batch.length;',
    replacement: 'true',
    reason: 'the same',
    ...given,
  };
}

it('counts what tests have noticed, ended loops among it, against what they have not', () => {
  const mutants = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored', 'CompileError'].map((status) =>
    mutant(status),
  );
  expect(judge(mutants, [], lineOf)).toMatchObject({ mutants: 4, killed: 2, score: 50 });
  expect(judge([], [], lineOf).score).toBe(100);
});

it('leaves out survivors that are judged equivalent, wherever their line has moved', () => {
  const outcome = judge([mutant('Killed'), mutant('Survived', 2)], [equivalent()], lineOf);
  expect(outcome).toMatchObject({ mutants: 1, killed: 1, survived: [], score: 100, stale: [] });
});

it('names judgements that no survivor bears out any longer', () => {
  const stale = [
    equivalent({ replacement: 'false' }),
    equivalent({ file: 'src/b.ts' }),
    equivalent({ line: 'gone' }),
  ];
  const outcome = judge([mutant('Survived', 2), mutant('Killed', 1)], stale, lineOf);
  expect(outcome).toMatchObject({ score: 50, stale });
});

it('counts as noticed what keeps every test file from loading, where no test can fail', () => {
  const atLoading = { ...mutant('Survived'), static: true };
  expect(judge([{ ...atLoading, testsCompleted: 0 }], [], lineOf)).toMatchObject({ killed: 1, survived: [] });
  expect(judge([{ ...atLoading, testsCompleted: 9 }], [], lineOf)).toMatchObject({ killed: 0 });
  expect(judge([{ ...mutant('NoCoverage'), testsCompleted: 0 }], [], lineOf)).toMatchObject({ killed: 0 });
});
