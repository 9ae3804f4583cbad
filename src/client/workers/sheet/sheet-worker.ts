import { serveRequests } from '#client/workers/bridge/serve-requests.ts';
import type { SheetContract } from './sheet-contract.ts';
import { sheetDesk } from './sheet-desk.ts';

/** Reads and writes lists of programmes off the page's thread; the spreadsheet code comes with it, when it is needed. */
serveRequests<SheetContract>(self, sheetDesk);
