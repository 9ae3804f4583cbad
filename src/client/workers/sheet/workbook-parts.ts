import { scanXml } from './scan-xml.ts';

/** The parts of a workbook by where they stand in the archive. */
export interface WorkbookParts {
  book: string;
  strings: string;
  styles: string;
  /** By the ids under which the workbook names its sheets. */
  sheets: ReadonlyMap<string, { path: string; isList: boolean }>;
}

const USUAL_BOOK = 'xl/workbook.xml';
/** Sheets that hold no cells: a chart by itself, an old form. */
const NO_LIST = /(?:chart|dialog|macro)sheet$/i;

/**
 * Finds the parts as the archive's relations name them. Programs call them otherwise, put them elsewhere, and name
 * them from the root or from where they stand.
 *
 * @param read the text of a part, wherever its name differs in case or by the kind of its strokes
 */
export function findParts(read: (path: string) => string | undefined): WorkbookParts {
  const [main] = listRelations(read('_rels/.rels'), '').filter(({ type }) =>
    type.endsWith('/officeDocument'),
  );
  const book = main && read(main.path) !== undefined ? main.path : USUAL_BOOK;
  const folder = book.slice(0, book.lastIndexOf('/') + 1);
  const relations = listRelations(read(`${folder}_rels/${book.slice(folder.length)}.rels`), folder);
  const find = (type: string): string =>
    relations.find((relation) => relation.type.endsWith(`/${type}`))?.path ?? `${folder}${type}.xml`;
  return {
    book,
    strings: find('sharedStrings'),
    styles: find('styles'),
    sheets: new Map(relations.map(({ id, type, path }) => [id, { path, isList: !NO_LIST.test(type) }])),
  };
}

/** A part's name as it is looked for. */
export function foldPath(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\//, '').toLowerCase();
}

interface Relation {
  id: string;
  type: string;
  path: string;
}

function listRelations(xml: string | undefined, folder: string): Relation[] {
  const found: Relation[] = [];
  scanXml(xml ?? '', {
    open: (name, attributes) => {
      if (name !== 'Relationship') return;
      const [id = '', type = '', target = ''] = ['Id', 'Type', 'Target'].map((each) => attributes.get(each));
      found.push({ id, type, path: resolvePath(target, folder) });
    },
    close: () => {},
    text: () => {},
  });
  return found;
}

function resolvePath(target: string, folder: string): string {
  const whole = target.startsWith('/') ? target : `${folder}${target}`;
  const steps: string[] = [];
  for (const step of whole.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
