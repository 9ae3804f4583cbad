import { serveRequests } from '#client/workers/bridge/serve-requests.ts';
import type { ImportContract } from './import-contract.ts';
import { ImportDesk } from './import-desk.ts';

/** Reads company lists and makes dry runs of their import off the page's thread. */
serveRequests<ImportContract>(self, new ImportDesk());
