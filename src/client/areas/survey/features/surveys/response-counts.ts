import { CHANNELS, type Channel } from '#domain/records/channels.ts';
import {
  ANSWERED_DISPOSITIONS,
  COUNTING_DISPOSITIONS,
  type AnsweredDisposition,
} from '#domain/records/dispositions.ts';
import type { ResponseCount } from '#protocol/surveys.ts';

/** The dispositions that have a column of their own, and all the others. */
export type CountColumn = AnsweredDisposition | 'other';

/** Submitted responses that came the same way, by what became of them. */
export interface ChannelCounts {
  channel: Channel;
  columns: Record<CountColumn, number>;
  total: number;
}

/** A survey's responses: by channel (those that none came by left out) and in all. */
export function countResponses(responses: readonly ResponseCount[]): {
  channels: ChannelCounts[];
  counted: number;
  duplicates: number;
} {
  const channels = CHANNELS.map((channel) => countChannel(channel, responses)).filter(
    ({ total }) => total > 0,
  );
  const sum = (column: CountColumn): number =>
    channels.reduce((total, { columns }) => total + columns[column], 0);
  return {
    channels,
    counted: COUNTING_DISPOSITIONS.reduce((total, disposition) => total + sum(disposition), 0),
    duplicates: sum('duplicate'),
  };
}

function countChannel(channel: Channel, responses: readonly ResponseCount[]): ChannelCounts {
  const columns: Record<CountColumn, number> = {
    complete: 0,
    partial: 0,
    breakOff: 0,
    duplicate: 0,
    other: 0,
  };
  for (const { disposition, count } of responses.filter((each) => each.channel === channel)) {
    columns[ANSWERED_DISPOSITIONS.find((own) => own === disposition) ?? 'other'] += count;
  }
  return { channel, columns, total: Object.values(columns).reduce((total, count) => total + count, 0) };
}
