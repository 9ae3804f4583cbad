import { liveQuery } from 'dexie';
import { findWorkspace } from '#client/records/workspace.ts';
import { sendScans } from './send-scans.ts';

let stopLast: (() => void) | undefined;

/**
 * Sends scans of before as soon as there is a network, and again when the server was put back from
 * a backup, whichever page is open. Until another person's app asks for the same.
 */
export function watchScans(): void {
  stopLast?.();
  const db = findWorkspace()?.db;
  if (!db) return;
  const send = async (): Promise<void> => {
    try {
      if (findWorkspace()?.db === db) await sendScans(db);
    } catch (error) {
      console.warn('scans could not be sent', error);
    }
  };
  const hear = (): void => void send();
  window.addEventListener('online', hear);
  const epochs = liveQuery(() => db.getMeta('epoch')).subscribe({
    next: hear,
    // The database is being closed, or gone: the page says so elsewhere.
    error: () => undefined,
  });
  stopLast = () => {
    window.removeEventListener('online', hear);
    epochs.unsubscribe();
  };
}
