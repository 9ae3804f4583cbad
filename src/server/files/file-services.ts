import type { DatabaseHandle } from '#server/database/connect.ts';
import type { FileStorage } from '#server/file-storage/file-storage.ts';
import type { Clock } from '#server/journal/clock.ts';

/** What taking files in and away needs; a Fastify instance has it. */
export interface FileServices {
  database: DatabaseHandle;
  fileStorage: FileStorage;
  clock: Clock;
}
