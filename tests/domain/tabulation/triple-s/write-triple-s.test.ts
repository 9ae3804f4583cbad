import { expect, it } from 'vitest';
import { listCategories } from '#domain/tabulation/dataset/codebook.ts';
import type { CodedData } from '#domain/tabulation/dataset/columns.ts';
import { buildDataset, type Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { writeTripleS } from '#domain/tabulation/triple-s/write-triple-s.ts';
import { readCsv } from '#client/workers/read-csv.ts';
import { scanXml } from '#client/workers/sheet/scan-xml.ts';
import { bookColumns, inventDataset, surveyCodebook } from '#tests/domain/tabulation/book/invented-survey.ts';

const SILENT_WORDS = {
  unanswered: '無回答',
  refused: '答えたくない',
  dontKnow: 'わからない',
  notShown: '表示できず',
};
const origin = {
  title: '調査 <2026> & "見本"',
  madeAt: '2026-11-29T20:30:00.000Z',
  weight: null,
  dataFile: 'survey.csv',
  silentWords: SILENT_WORDS,
};

interface ReadVariable {
  attributes: Record<string, string>;
  name: string;
  label: string;
  start: number;
  values: Map<number, string>;
  range: { from: string; to: string } | undefined;
}

/** Reads a definition as software of others does: by the names of the standard alone. */
function readDefinition(xml: string) {
  const path: string[] = [];
  const attributesOf: Record<string, Record<string, string>> = {};
  const texts: Record<string, string> = {};
  const variables: ReadVariable[] = [];
  let code = 0;
  scanXml(xml, {
    open(name, given) {
      path.push(name);
      const attributes = Object.fromEntries(given);
      attributesOf[name] = attributes;
      const own = variables.at(-1);
      if (name === 'variable')
        variables.push({ attributes, name: '', label: '', start: 0, values: new Map(), range: undefined });
      else if (name === 'position') own!.start = Number(attributes['start']);
      else if (name === 'range') own!.range = attributes as { from: string; to: string };
      else if (name === 'value') {
        code = Number(attributes['code']);
        own!.values.set(code, '');
      }
    },
    close: () => void path.pop(),
    text(text) {
      const [parent, name] = path.slice(-2);
      const own = variables.at(-1);
      if (parent === 'variable' && (name === 'name' || name === 'label')) own![name] += text;
      else if (name === 'value') own!.values.set(code, own!.values.get(code)! + text);
      else if (text.trim() !== '') texts[name!] = (texts[name!] ?? '') + text;
    },
  });
  return { attributesOf, texts, variables };
}

/** The answers that the two files hold, by the names of the variables: labels, numbers, `null` for an empty field. */
function readBack({ definition, data }: { definition: string; data: string }) {
  const { attributesOf, variables } = readDefinition(definition);
  const records = readCsv(data, ',')
    .slice(Number(attributesOf['record']!['skip']))
    .map(({ cells }) => cells);
  const read = (variable: ReadVariable, field: string) => {
    if (field === '') return null;
    if (variable.attributes['type'] === 'quantity') return Number(field);
    if (variable.attributes['type'] === 'single') return variable.values.get(Number(field));
    return Array.from(field).flatMap((bit, index) => (bit === '1' ? variable.values.get(index + 1) : []));
  };
  return records.map((cells) =>
    Object.fromEntries(
      variables.map((variable) => [variable.name, read(variable, cells[variable.start - 1] ?? '')]),
    ),
  );
}

const codebook = {
  columns: [...surveyCodebook().columns, { name: 'weight', kind: 'weight' as const, label: 'ウェイト' }],
};
const columns = bookColumns(codebook);

it('is read back as what it was written from', () => {
  const dataset = inventDataset(200, codebook);
  const records = readBack(writeTripleS(dataset, columns, origin));
  expect(records).toHaveLength(200);
  const seen = new Set<unknown>();
  for (const column of codebook.columns)
    for (let row = 0; row < 200; row++) {
      const read = records[row]![column.name.replaceAll('.', '_')];
      const data = dataset.columns.get(column.name)!;
      const reason = data.missing[row]!;
      if (!('codes' in column)) {
        expect(read).toBe(reason === 0 ? data.values[row] : null);
        continue;
      }
      const labels = listCategories(column).map(({ label }) => label);
      const silent = [undefined, '無回答', '答えたくない', 'わからない', '表示できず', null][reason];
      seen.add(silent);
      const value = data.values[row]!;
      if (silent === null) expect(read).toBeNull();
      else if (column.kind === 'multiple')
        expect(read).toEqual(silent ? [silent] : labels.filter((_, bit) => (value >>> bit) & 1));
      else expect(read).toBe(silent ?? labels[value - 1]);
    }
  expect([...seen].sort()).toEqual(['わからない', '無回答', null, undefined].sort());
});

it('keeps to the standard', () => {
  const { definition, data } = writeTripleS(inventDataset(20, codebook), columns, origin);
  const { attributesOf, texts, variables } = readDefinition(definition);
  expect(attributesOf['sss']).toEqual({ version: '2.0' });
  expect(attributesOf['record']).toEqual({ ident: 'A', href: 'survey.csv', format: 'csv', skip: '1' });
  // The day in Japan, where it is already the next one.
  expect(texts).toMatchObject({ date: '2026-11-30', time: '05:30', title: '調査 <2026> & "見本"' });
  expect(variables.map(({ start }) => start)).toEqual(variables.map((_, index) => index + 1));
  for (const { attributes, name, label, values, range } of variables) {
    expect(name).toMatch(/^[A-Za-z_]\w*$/);
    expect(label).not.toBe('');
    expect(
      attributes['type'] === 'quantity' ? range : [...values.keys()].every((code) => code >= 1),
    ).toBeTruthy();
  }
  expect(new Set(variables.map(({ name }) => name.toLowerCase())).size).toBe(variables.length);
  expect(variables.filter(({ attributes }) => attributes['use'] === 'weight')).toHaveLength(1);

  const lines = data.split('\r\n');
  expect(lines[0]).toBe(variables.map(({ name }) => name).join(','));
  // A bit string that begins with 0 stands in quotes, and all of a variable are of one length.
  expect(data).not.toMatch(/(?:^|,)0\d/m);
  for (const { attributes, start, values } of variables) {
    if (attributes['type'] !== 'multiple') continue;
    const fields = readCsv(data, ',')
      .slice(1)
      .map(({ cells }) => cells[start - 1]!);
    expect(fields.every((field) => field === '' || field.length === Math.max(...values.keys()))).toBe(true);
  }
});

it('names one of several weights as the one to weight by', () => {
  const two = ['a', 'b'].map((name) => ({ name, kind: 'weight' as const }));
  const dataset = buildDataset({ columns: two }, [{ a: 1, b: 2 }]);
  const usedOf = (weight: string | null) =>
    readDefinition(writeTripleS(dataset, [], { ...origin, weight }).definition).variables.flatMap(
      ({ name, attributes }) => (attributes['use'] === 'weight' ? [name] : []),
    );
  expect(usedOf('b')).toEqual(['b']);
  expect(usedOf(null)).toEqual([]);
});

it('leaves out columns that may not leave, and tells names apart', () => {
  const plain = (name: string) => ({ name, kind: 'single' as const, codes: ['a'] });
  const dataset: Dataset = buildDataset(
    { columns: [plain('q.1'), plain('Q_1'), plain('1'), plain('secret')] },
    [{ 'q.1': 'a', Q_1: 'a', '1': 'a', secret: 'a' }],
  );
  const named = bookColumns(dataset.codebook).filter(({ code }) => code !== 'secret');
  const { definition, data } = writeTripleS(dataset, named, origin);
  expect(data).toBe('q_1,Q_1_2,_1\r\n1,1,1\r\n');
  expect(definition).not.toContain('secret');
});

it('writes 32 options, the last of them too', () => {
  const codes = Array.from({ length: 32 }, (_, index) => `c${index}`);
  const dataset = buildDataset({ columns: [{ name: 'many', kind: 'multiple', codes }] }, [
    { many: ['c0', 'c31'] },
    { many: { missing: 'unanswered' } },
  ]);
  expect((dataset.columns.get('many') as CodedData).values[0]).toBeGreaterThan(2 ** 31);
  const { data } = writeTripleS(dataset, bookColumns(dataset.codebook), origin);
  expect(data.split('\r\n').slice(1, 3)).toEqual([`"1${'0'.repeat(30)}10"`, `"${'0'.repeat(32)}1"`]);
});
