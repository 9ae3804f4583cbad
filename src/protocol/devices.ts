import type { Instant } from '#domain/canonical/dates.ts';

/** What a person's device last told of what waits on it. */
export interface DeviceBacklog {
  deviceId: string;
  userId: string;
  /** The browser's user agent; empty where it told none. */
  userAgent: string;
  lastContactAt: Instant;
  unsent: number;
  /** When the oldest of it was recorded; null when nothing waits. */
  since: Instant | null;
}

/** `GET /api/devices/backlogs`, what waits longest first. */
export interface DeviceBacklogList {
  devices: DeviceBacklog[];
}
