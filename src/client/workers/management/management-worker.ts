import { serveRequests } from '#client/workers/bridge/serve-requests.ts';
import type { ManagementContract } from './management-contract.ts';
import { ManagementService } from './management-service.ts';

serveRequests<ManagementContract>(self, new ManagementService());
