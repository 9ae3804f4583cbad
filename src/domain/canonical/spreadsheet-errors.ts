/**
 * What spreadsheets write into a cell whose formula fails: #DIV/0!, #REF!, #N/A, #NAME?, Err:502,
 * and ##### where a column was too narrow for its number.
 */
const SPREADSHEET_ERROR =
  /^(?:#(?:DIV\/0!|REF!|N\/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|EXTERNAL!|PYTHON!|GETTING_DATA|ERROR!)|#{3,}|Err:\d{3})$/i;

/** Whether a cell holds a spreadsheet's error instead of a value. */
export function isSpreadsheetError(cell: string): boolean {
  return SPREADSHEET_ERROR.test(cell.normalize('NFKC').trim());
}
