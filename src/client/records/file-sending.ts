import { shallowRef } from 'vue';

/** How far the sending of photos and files is, on this page. */
export interface FileSending {
  /** What is on its way now, by its key. */
  current: { key: string; attachmentId: string; sentBytes: number; totalBytes: number } | null;
  /** Verified by the server in this round, by their keys; their records say so after the next sync. */
  arrived: ReadonlySet<string>;
  /** What the server does not take, with what it says, by attachment. */
  refused: ReadonlyMap<string, string>;
  /** Full sizes wait for a network that costs nothing. */
  waitsForWifi: boolean;
}

export const NOTHING_SENT: FileSending = {
  current: null,
  arrived: new Set(),
  refused: new Map(),
  waitsForWifi: false,
};

/** Written by `sync/watch-files.ts` alone. */
export const fileSending = shallowRef<FileSending>(NOTHING_SENT);
