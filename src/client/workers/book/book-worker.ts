import { serveRequests } from '#client/workers/bridge/serve-requests.ts';
import type { BookContract } from './book-contract.ts';
import { BookService } from './book-service.ts';

serveRequests<BookContract>(self, new BookService());
