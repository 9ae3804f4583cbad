import { strToU8, zipSync, type Zippable } from 'fflate';
import type { Instant } from '#domain/canonical/dates.ts';
import type { NewSheet } from './new-sheet.ts';
import { printTitles, writeSheetXml } from './sheet-xml.ts';
import { StyleBook } from './style-book.ts';
import { escapeXml } from './xml-text.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Sheets repeat themselves: more effort makes files hardly smaller and takes twice as long. */
const COMPRESSION = 4;

/**
 * A workbook (.xlsx, ECMA-376) with everything that reports need and the package for lists does not write: paper,
 * fit to width, what is printed on every page, links between sheets.
 */
export function writeWorkbook(
  sheets: readonly NewSheet[],
  { title, madeAt }: { title: string; madeAt: Instant },
): Uint8Array {
  const styles = new StyleBook();
  const parts: Zippable = {};
  const add = (path: string, xml: string): void => void (parts[path] = strToU8(xml));
  sheets.forEach((sheet, index) =>
    add(`xl/worksheets/sheet${index + 1}.xml`, writeSheetXml(sheet, styles, index === 0)),
  );
  add('[Content_Types].xml', contentTypes(sheets));
  add('_rels/.rels', relations([`${OFFICE}/relationships/officeDocument`, 'xl/workbook.xml'], CORE_RELATION));
  add('docProps/core.xml', coreProperties(title, madeAt));
  add('xl/workbook.xml', workbookXml(sheets));
  add(
    'xl/_rels/workbook.xml.rels',
    relations(
      ...sheets.map((_, index): Relation => [
        `${OFFICE}/relationships/worksheet`,
        `worksheets/sheet${index + 1}.xml`,
      ]),
      [`${OFFICE}/relationships/styles`, 'styles.xml'],
    ),
  );
  add('xl/styles.xml', styles.toXml());
  return zipSync(parts, { level: COMPRESSION, mtime: new Date(madeAt) });
}

type Relation = [type: string, target: string];
const CORE_RELATION: Relation = [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'];

/** Relations are numbered from rId1 in their order. */
function relations(...all: Relation[]): string {
  const written = all.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${written.join('')}</Relationships>`;
}

function contentTypes(sheets: readonly NewSheet[]): string {
  const override = (path: string, type: string) => `<Override PartName="${path}" ContentType="${type}"/>`;
  return [
    HEAD,
    `<Types xmlns="${PACKAGE}/content-types">`,
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('/xl/workbook.xml', `${SPREADSHEET}.sheet.main+xml`),
    override('/xl/styles.xml', `${SPREADSHEET}.styles+xml`),
    override('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
    ...sheets.map((_, index) =>
      override(`/xl/worksheets/sheet${index + 1}.xml`, `${SPREADSHEET}.worksheet+xml`),
    ),
    '</Types>',
  ].join('');
}

function workbookXml(sheets: readonly NewSheet[]): string {
  const titles = sheets.flatMap((sheet, index) => {
    const areas = printTitles(sheet);
    return areas === undefined
      ? []
      : [`<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${escapeXml(areas)}</definedName>`];
  });
  return [
    HEAD,
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships">`,
    '<bookViews><workbookView activeTab="0"/></bookViews>',
    '<sheets>',
    ...sheets.map(
      ({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
    ),
    '</sheets>',
    titles.length > 0 ? `<definedNames>${titles.join('')}</definedNames>` : '',
    '</workbook>',
  ].join('');
}

function coreProperties(title: string, madeAt: Instant): string {
  const seconds = `${madeAt.slice(0, 19)}Z`;
  return [
    HEAD,
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`,
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escapeXml(title)}</dc:title><dc:creator>Banso</dc:creator>`,
    `<dcterms:created xsi:type="dcterms:W3CDTF">${seconds}</dcterms:created>`,
    '</cp:coreProperties>',
  ].join('');
}
