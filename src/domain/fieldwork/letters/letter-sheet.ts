/*
 * Where things stand on a letter's sheet, in millimetres from its upper left corner. A4 folded
 * in three goes into 長形3号 (120 × 235 mm), whose window shows the address.
 */

/** A rectangle in millimetres. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where the window lies over the sheet when that lies in the middle of its envelope. */
export type WindowPlace = Pick<Box, 'left' | 'top'>;

export const SHEET = { width: 210, height: 297 } as const;
/** The smallest of the usual windows. */
const WINDOW = { width: 80, height: 45 } as const;
/** So far a sheet may slide in its envelope, each way. */
export const SLIP_MM = 5;
/** Where the sheet is folded, from above. */
export const FOLDS_MM = [SHEET.height / 3, (SHEET.height / 3) * 2] as const;

/** As most window envelopes have it. */
export const USUAL_WINDOW: WindowPlace = { left: 12, top: 8 };
/** How far an office can move it: the address stays on paper that printers reach, beside the sender. */
export const WINDOW_LIMITS = { left: [5, 30], top: [5, 30] } as const;

/** What the window shows while the sheet lies still. */
export function windowOf({ left, top }: WindowPlace): Box {
  return { left, top, ...WINDOW };
}

/** The part of the window that shows however the sheet slides: what must be seen stands within. */
export function addressBoxOf(place: WindowPlace): Box {
  return grow(windowOf(place), -SLIP_MM);
}

/** All that the window may show when the sheet slides: nothing but the address stands within. */
export function seenBoxOf(place: WindowPlace): Box {
  return grow(windowOf(place), SLIP_MM);
}

function grow({ left, top, width, height }: Box, by: number): Box {
  return { left: left - by, top: top - by, width: width + 2 * by, height: height + 2 * by };
}

/** How large an address is written, so that all of it stands in the window. */
export type AddressSize = 'usual' | 'small' | 'tooLong';

/** Full-width characters in a line of the address, and lines of address and name, at each size. */
const ROOM = { usual: { line: 18, lines: 4 }, small: { line: 23, lines: 6 } } as const;

/** The size at which address, company and addressee stand in the window, each beginning a line of its own. */
export function computeAddressSize(lines: readonly string[]): AddressSize {
  const fits = ({ line, lines: most }: { line: number; lines: number }): boolean =>
    lines.reduce((sum, text) => sum + Math.ceil(widthOf(text) / line), 0) <= most;
  if (fits(ROOM.usual)) return 'usual';
  return fits(ROOM.small) ? 'small' : 'tooLong';
}

/** In full-width characters. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[ -~｡-ﾟ]/.test(character) ? 0.6 : 1), 0);
}
