import { tokyoDate, tokyoTime, type Instant } from '#domain/canonical/dates.ts';

/** What Windows, macOS or Android refuse in a name, and what makes one invisible. */
const REFUSED = /[\\/:*?"<>|\p{Cc}\p{Default_Ignorable_Code_Point}]+/gu;
/** Of each part, in UTF-16 units: systems take 255 bytes of a name, three to a Japanese character. */
const PART_LENGTH = 24;

/**
 * The name of a file that people take along: what it is, and when it was made to the second, so that two
 * files with different contents never have one name: `対象企業_2026年の調査_2026-11-29_201503.csv`.
 *
 * @param ending without the dot
 */
export function nameFile(parts: readonly string[], madeAt: Instant, ending: string): string {
  const kept = parts
    .map((part) => Array.from(part.replace(REFUSED, ' ').trim()).slice(0, PART_LENGTH).join(''))
    .filter((part) => part !== '');
  // Minutes by the clock on the wall, seconds are the same everywhere.
  const time = `${tokyoTime(madeAt).replace(':', '')}${madeAt.slice(17, 19)}`;
  return `${[...kept, tokyoDate(madeAt), time].join('_')}.${ending}`;
}
