import { serveRequests } from '#client/workers/bridge/serve-requests.ts';
import type { TabulationContract } from './tabulation-contract.ts';
import { TabulationService } from './tabulation-service.ts';

serveRequests<TabulationContract>(self, new TabulationService());
