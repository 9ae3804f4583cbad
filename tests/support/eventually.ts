import { vi } from 'vitest';

/** Waits until something holds, for longer than a busy machine needs, and looks again every few milliseconds. */
export function eventually<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: 10_000, interval: 10 });
}
