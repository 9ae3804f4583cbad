import type { Plugin } from 'vite';

/** The id of the script element that holds the texts. */
const ELEMENT_ID = 'page-texts';
const MODULE = 'virtual:page-texts';
/** Makes functions again of texts with places. */
const READ_TEXT =
  '(_, text) => (Array.isArray(text) ? (...values) => text.map((part) => (typeof part === "number" ? values[part] : part)).join("") : text)';

/** A text; one with places for values, as an array in which a number is the place of a value; or texts by name. */
type Texts = string | (string | number)[] | { [name: string]: Texts };

/** What of a syntax tree (ESTree) matters here. */
interface Node {
  type: string;
  start: number;
  end: number;
  value?: unknown;
  properties?: Property[];
  /** Of a function. */
  params?: Named[];
  body?: Node;
  /** Of a template literal. */
  quasis?: { value: { cooked: string } }[];
  expressions?: Named[];
}
interface Named extends Node {
  name?: string;
}
interface Property extends Node {
  key: { name?: string; value?: unknown };
  value: Node;
  computed: boolean;
}

/** Texts found in a file: they stood in `node`, of which `kept` has to stay. */
interface Found {
  node: Node;
  texts: Texts;
  kept: Property[];
}

/**
 * A Vite plugin that takes texts in two languages (strings, and functions that only put
 * values into a text, under `ja` and `en`) out of the scripts and puts them into the page as
 * JSON: a browser reads JSON faster than a program that spells it out, and the scripts stay
 * small. The sources do not know.
 */
export function textsInPage(): Plugin {
  const texts = new Map<string, Texts>();
  return {
    name: 'texts-in-page',
    apply: 'build',
    // Vue and TypeScript are JavaScript by then.
    enforce: 'post',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: (id) =>
      id === `\0${MODULE}`
        ? `export default JSON.parse(document.getElementById('${ELEMENT_ID}').textContent, ${READ_TEXT});`
        : undefined,
    transform(code, id) {
      if (!/\bja: /.test(code) || id.includes('node_modules')) return undefined;
      const file = id.replace(/\?.*/, '').split('/src/').at(-1)!;
      const found = listTexts(this.parse(code));
      let changed = code;
      // From the end, so that the places before stay where they are.
      for (const [index, { node, texts: read, kept }] of [...found.entries()].reverse()) {
        const name = `${file}#${index}`;
        texts.set(name, read);
        const rest = kept.map(({ start, end }) => `, ${code.slice(start, end)}`).join('');
        const reference = `pageTexts[${JSON.stringify(name)}]`;
        changed = `${changed.slice(0, node.start)}${rest ? `{ ...${reference}${rest} }` : reference}${changed.slice(node.end)}`;
      }
      return found.length === 0
        ? undefined
        : { code: `import pageTexts from '${MODULE}';\n${changed}`, map: null };
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'script',
          attrs: { type: 'application/json', id: ELEMENT_ID },
          // Sorted, since files are read side by side. Only `<` can end a script element or begin a comment in it.
          children: JSON.stringify(
            Object.fromEntries([...texts].sort(([a], [b]) => (a < b ? -1 : 1))),
          ).replaceAll('<', '\\u003c'),
          injectTo: 'body',
        },
      ],
    },
  };
}

/** The outermost objects with both languages, in the order of the file; texts among other things are taken by language. */
function listTexts(tree: unknown): Found[] {
  if (typeof tree !== 'object' || tree === null) return [];
  const node = tree as Node;
  const texts = readTexts(node);
  if (texts !== undefined && hasBothLanguages(texts)) return [{ node, texts, kept: [] }];
  const names =
    node.type === 'ObjectExpression'
      ? node.properties?.map((one) => one.type === 'Property' && nameOf(one))
      : undefined;
  if (names?.join() === 'ja,en') return node.properties!.flatMap(({ value }) => splitTexts(value));
  return Object.values(tree).flatMap(listTexts);
}

function splitTexts(node: Node): Found[] {
  const properties = node.properties ?? [];
  if (properties.some(({ type }) => type !== 'Property')) return [];
  const read = properties.map((property) => ({ property, text: readTexts(property.value) }));
  const texts = read.flatMap(({ property, text }) =>
    text === undefined ? [] : [[nameOf(property), text] as const],
  );
  if (texts.length === 0) return [];
  return [
    {
      node,
      texts: Object.fromEntries(texts),
      kept: read.flatMap(({ property, text }) => (text === undefined ? [property] : [])),
    },
  ];
}

function readTexts({ type, value, properties, params, body }: Node): Texts | undefined {
  if (type === 'Literal') return typeof value === 'string' ? value : undefined;
  if (type === 'ArrowFunctionExpression') return readTemplate(params ?? [], body);
  if (type !== 'ObjectExpression' || !properties) return undefined;
  const entries: [string, Texts][] = [];
  for (const property of properties) {
    const text = property.type === 'Property' && !property.computed ? readTexts(property.value) : undefined;
    if (text === undefined) return undefined;
    entries.push([nameOf(property), text]);
  }
  return Object.fromEntries(entries);
}

/** A template literal that puts a function's own parameters into a text. */
function readTemplate(params: readonly Named[], body: Node | undefined): Texts | undefined {
  if (body?.type !== 'TemplateLiteral') return undefined;
  const places = (body.expressions ?? []).map(({ name }) =>
    params.findIndex((param) => name !== undefined && param.name === name),
  );
  if (places.includes(-1)) return undefined;
  return (body.quasis ?? []).flatMap(({ value }, index) => [value.cooked, ...places.slice(index, index + 1)]);
}

function nameOf({ key }: Property): string {
  return key.name ?? String(key.value);
}

function hasBothLanguages(texts: Texts): boolean {
  if (typeof texts === 'string' || Array.isArray(texts)) return false;
  return ('ja' in texts && 'en' in texts) || Object.values(texts).some(hasBothLanguages);
}
