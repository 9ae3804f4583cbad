/**
 * What can be asked of one worker, by name: what goes there, what comes back, and what it
 * tells on the way. Everything in it must survive structured cloning.
 */
export type Contract = Record<string, { request: unknown; answer: unknown; progress?: unknown }>;

/** What a request of a contract tells on the way; nothing unless it says so. */
export type ProgressOf<Entry> = Entry extends { progress: infer Progress } ? Progress : never;

/** A request as it is posted to the worker. */
export interface PostedRequest {
  id: number;
  name: string;
  request: unknown;
}

/** What a worker posts about a request. */
export type PostedReply =
  | { id: number; kind: 'progress'; progress: unknown }
  /** Still at it. */
  | { id: number; kind: 'beat' }
  | { id: number; kind: 'answer'; answer: unknown }
  | { id: number; kind: 'failure'; message: string };

/** A buffer that is the whole request or answer changes hands instead of being copied: who sent it has it no more. */
export function listHandedOver(value: unknown): Transferable[] {
  return value instanceof ArrayBuffer ? [value] : [];
}
