import type { FastifyInstance } from 'fastify';
import { sweep } from './sweep.ts';

const HOUR_MS = 60 * 60 * 1000;

/**
 * Sweeps once an hour for as long as the server listens; one that is under way is finished
 * before the app is closed. A sweep that fails is logged, and the next one comes all the same.
 */
export function addHourlySweep(app: FastifyInstance): void {
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;

  app.addHook('onListen', async () => {
    timer = setInterval(() => {
      underWay = sweep(app.database, app.fileStorage, app.clock).catch((error: unknown) =>
        app.log.error({ err: error }, 'the hourly sweep failed'),
      );
    }, HOUR_MS);
    timer.unref();
  });
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await underWay;
  });
}
