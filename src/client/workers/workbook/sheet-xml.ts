import { columnLetter } from '#domain/tabulation/statistics/column-proportions.ts';
import type { NewCell, NewSheet } from './new-sheet.ts';
import { quoteSheet } from './sheet-names.ts';
import type { StyleBook } from './style-book.ts';
import { escapeCellText, escapeXml } from './xml-text.ts';

const A4 = 9;
/** What a program might take for a formula once somebody edits the cell. */
const LIKE_FORMULA = /^\s*[=+\-@]/;

/** A sheet as a part of the workbook. The order of the elements is the standard's (ECMA-376, CT_Worksheet). */
export function writeSheetXml(sheet: NewSheet, styles: StyleBook, isFirst: boolean): string {
  const letters = sheet.widths.map((_, column) => columnLetter(column));
  const parts = [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<sheetViews><sheetView workbookViewId="0" showGridLines="0"${isFirst ? ' tabSelected="1"' : ''}>`,
    paneXml(sheet.frozen),
    '</sheetView></sheetViews>',
    '<cols>',
    ...sheet.widths.map(
      (width, column) => `<col min="${column + 1}" max="${column + 1}" width="${width}" customWidth="1"/>`,
    ),
    '</cols><sheetData>',
  ];
  sheet.rows.forEach(({ cells, heightPt }, row) => {
    const height = heightPt === undefined ? '' : ` ht="${heightPt}" customHeight="1"`;
    parts.push(`<row r="${row + 1}"${height}>`);
    cells.forEach((cell, column) =>
      parts.push(cellXml(cell, `${letters[column] ?? columnLetter(column)}${row + 1}`, styles)),
    );
    parts.push('</row>');
  });
  parts.push('</sheetData>', mergesXml(sheet), linksXml(sheet));
  parts.push(
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="${A4}" orientation="landscape" fitToWidth="1" fitToHeight="0"/>`,
    '<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>',
    '</worksheet>',
  );
  return parts.join('');
}

/** What is printed on every page, as the workbook's own name of it; none where nothing is frozen. */
export function printTitles({ name, frozen: { rows, columns } }: NewSheet): string | undefined {
  const areas = [
    columns > 0 && `${quoteSheet(name)}!$A:$${columnLetter(columns - 1)}`,
    rows > 0 && `${quoteSheet(name)}!$1:$${rows}`,
  ].filter((area) => area !== false);
  return areas.length > 0 ? areas.join(',') : undefined;
}

function cellXml({ value, style }: NewCell, address: string, styles: StyleBook): string {
  if (value === null || value === '') {
    const number = styles.numberOf(style);
    return number === 0 ? '' : `<c r="${address}" s="${number}"/>`;
  }
  if (typeof value === 'number') return `<c r="${address}" s="${styles.numberOf(style)}"><v>${value}</v></c>`;
  const number = styles.numberOf(style, LIKE_FORMULA.test(value));
  return `<c r="${address}" s="${number}" t="inlineStr"><is><t xml:space="preserve">${escapeCellText(value)}</t></is></c>`;
}

function paneXml({ rows, columns }: NewSheet['frozen']): string {
  if (rows === 0 && columns === 0) return '';
  const pane = rows > 0 && columns > 0 ? 'bottomRight' : rows > 0 ? 'bottomLeft' : 'topRight';
  const split = `${columns > 0 ? ` xSplit="${columns}"` : ''}${rows > 0 ? ` ySplit="${rows}"` : ''}`;
  const corner = `${columnLetter(columns)}${rows + 1}`;
  return `<pane${split} topLeftCell="${corner}" activePane="${pane}" state="frozen"/>`;
}

function mergesXml({ rows }: NewSheet): string {
  const merges = rows.flatMap(({ span = 1 }, row) =>
    span > 1 ? [`<mergeCell ref="A${row + 1}:${columnLetter(span - 1)}${row + 1}"/>`] : [],
  );
  return merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : '';
}

function linksXml({ links }: NewSheet): string {
  if (links.length === 0) return '';
  const written = links.map(
    ({ row, column, sheet }) =>
      `<hyperlink ref="${columnLetter(column)}${row + 1}" location="${escapeXml(`${quoteSheet(sheet)}!A1`)}"/>`,
  );
  return `<hyperlinks>${written.join('')}</hyperlinks>`;
}
