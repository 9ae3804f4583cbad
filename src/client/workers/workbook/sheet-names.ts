/** What Excel refuses in the name of a sheet, and what no XML can hold. */
const REFUSED = /[[\]:*?/\\\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu;
/** Of a name, in UTF-16 units. */
const MOST_UNITS = 31;

/**
 * A name for a sheet that Excel takes and no other sheet of the workbook has: at most 31 characters, none of `[]:*?/\`, no
 * apostrophe at an end, not "History", which it keeps for itself.
 *
 * @param taken the names so far, in lower case; the new one is added
 */
export function nameSheet(wanted: string, taken: Set<string>): string {
  const plain = wanted.replace(REFUSED, ' ').replace(/^[\s']+/, '');
  for (let count = 1; ; count++) {
    const ending = count === 1 ? '' : ` (${count})`;
    const name = `${cutTo(plain, MOST_UNITS - ending.length)}${ending}` || '-';
    const key = name.toLowerCase();
    if (taken.has(key) || key === 'history') continue;
    taken.add(key);
    return name;
  }
}

/** At most so many units, no character cut in two, nothing at the end that may not stand there. */
function cutTo(text: string, units: number): string {
  let cut = '';
  for (const character of text) {
    if (cut.length + character.length > units) break;
    cut += character;
  }
  return cut.replace(/[\s']+$/, '');
}

/** How a sheet is called within a formula or link. */
export function quoteSheet(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
