import { setRequestLanguage } from '#client/api/http.ts';
import { BansoDatabase } from '#client/storage/database.ts';
import { runRound } from '#client/sync/sync-round.ts';
import { serveRequests } from '#client/workers/bridge/serve-requests.ts';
import type { SyncContract } from './sync-contract.ts';
import { createStepCounter } from './step-counter.ts';

const steps = createStepCounter();

/** The worker that syncs: a connection of its own for each round, since phones drop those of sleeping pages. */
serveRequests<SyncContract>(
  self,
  {
    async round({ centreId, userId, language }, onReceived) {
      setRequestLanguage(language);
      const db = new BansoDatabase(centreId, userId);
      steps.follow(db);
      try {
        return await runRound({ db, userId, now: () => new Date().toISOString() }, onReceived);
      } finally {
        db.close();
      }
    },
  },
  steps.isMoving,
);
