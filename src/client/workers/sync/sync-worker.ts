import { setRequestLanguage } from '#client/api/http.ts';
import { BansoDatabase } from '#client/storage/database.ts';
import type { RoundMessage, RoundRequest } from './sync-channel.ts';
import { runRound } from '#client/sync/sync-round.ts';

/** The worker that syncs: a connection of its own for each round, since phones drop those of sleeping pages. */
self.addEventListener('message', ({ data }: MessageEvent<RoundRequest>) => void runOne(data));

async function runOne({ centreId, userId, language }: RoundRequest): Promise<void> {
  setRequestLanguage(language);
  const db = new BansoDatabase(centreId, userId);
  try {
    const result = await runRound({ db, userId, now: () => new Date().toISOString() }, (records) =>
      tell({ kind: 'received', records }),
    );
    tell({ kind: 'ended', result });
  } finally {
    db.close();
  }
}

function tell(message: RoundMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's channel has no origin
  self.postMessage(message);
}
