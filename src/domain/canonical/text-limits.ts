/** How long a line (a name, a telephone number, a reason) may be, in UTF-16 units; the protocol refuses more. */
export const LINE_LENGTH_LIMIT = 500;

/** The same for texts of several lines (notes, descriptions). */
export const TEXT_LENGTH_LIMIT = 50_000;

/** How much of a search is read. */
export const SEARCH_LENGTH_LIMIT = 200;
