import type { Plugin } from 'vite';

/** The id of the script element that holds the texts. */
const ELEMENT_ID = 'page-texts';
const MODULE = 'virtual:page-texts';

/** A text, or texts by name. */
type Texts = string | { [name: string]: Texts };

/** What of a syntax tree (ESTree) matters here. */
interface Node {
  type: string;
  start: number;
  end: number;
  value?: unknown;
  properties?: Property[];
}
interface Property extends Node {
  key: { name?: string; value?: unknown };
  value: Node;
  computed: boolean;
}

/**
 * A Vite plugin that takes texts in two languages (objects of strings alone, under `ja` and
 * `en`) out of the scripts and puts them into the page as JSON: a browser reads JSON faster
 * than a program that spells it out, and the scripts stay small. The sources do not know.
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
      id === `\0${MODULE}` ? `export default JSON.parse(document.getElementById('${ELEMENT_ID}').textContent);` : undefined,
    transform(code, id) {
      if (!/\bja: /.test(code) || id.includes('node_modules')) return undefined;
      const file = id.replace(/\?.*/, '').split('/src/').at(-1)!;
      const found = listTextObjects(this.parse(code));
      let changed = code;
      // From the end, so that the places before stay where they are.
      for (const [index, node] of [...found.entries()].reverse()) {
        const name = `${file}#${index}`;
        texts.set(name, readTexts(node)!);
        changed = `${changed.slice(0, node.start)}pageTexts[${JSON.stringify(name)}]${changed.slice(node.end)}`;
      }
      return found.length === 0 ? undefined : { code: `import pageTexts from '${MODULE}';\n${changed}`, map: null };
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'script',
          attrs: { type: 'application/json', id: ELEMENT_ID },
          // Sorted, since files are read side by side. Only `<` can end a script element or begin a comment in it.
          children: JSON.stringify(Object.fromEntries([...texts].sort(([a], [b]) => (a < b ? -1 : 1)))).replaceAll('<', '\\u003c'),
          injectTo: 'body',
        },
      ],
    },
  };
}

/** The outermost objects of strings alone that have both languages, in the order of the file. */
function listTextObjects(tree: unknown): Node[] {
  if (typeof tree !== 'object' || tree === null) return [];
  const value = readTexts(tree as Node);
  if (value !== undefined && hasBothLanguages(value)) return [tree as Node];
  return Object.values(tree).flatMap(listTextObjects);
}

function readTexts({ type, value, properties }: Node): Texts | undefined {
  if (type === 'Literal') return typeof value === 'string' ? value : undefined;
  if (type !== 'ObjectExpression' || !properties) return undefined;
  const entries: [string, Texts][] = [];
  for (const property of properties) {
    const text = property.type === 'Property' && !property.computed ? readTexts(property.value) : undefined;
    if (text === undefined) return undefined;
    entries.push([property.key.name ?? String(property.key.value), text]);
  }
  return Object.fromEntries(entries);
}

function hasBothLanguages(value: Texts): boolean {
  if (typeof value === 'string') return false;
  return ('ja' in value && 'en' in value) || Object.values(value).some(hasBothLanguages);
}
