import type { Disposition, SurveyResponse } from '#domain/records/model.ts';
import type { ResponseCount } from '#protocol/surveys.ts';

/** The ways in which responses come, in the order of the table. */
const CHANNELS: readonly SurveyResponse['channel'][] = ['visit', 'link', 'openLink', 'paper', 'import'];
/** The dispositions that have a column of their own. */
export const COUNTED_DISPOSITIONS = [
  'complete',
  'partial',
  'breakOff',
  'duplicate',
] as const satisfies readonly Disposition[];
export type CountColumn = (typeof COUNTED_DISPOSITIONS)[number] | 'other';

/** Submitted responses that came the same way, by what became of them. */
export interface ChannelCounts {
  channel: SurveyResponse['channel'];
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
    counted: sum('complete') + sum('partial') + sum('breakOff'),
    duplicates: sum('duplicate'),
  };
}

function countChannel(
  channel: SurveyResponse['channel'],
  responses: readonly ResponseCount[],
): ChannelCounts {
  const columns: Record<CountColumn, number> = {
    complete: 0,
    partial: 0,
    breakOff: 0,
    duplicate: 0,
    other: 0,
  };
  for (const { disposition, count } of responses.filter((each) => each.channel === channel)) {
    columns[COUNTED_DISPOSITIONS.find((own) => own === disposition) ?? 'other'] += count;
  }
  return { channel, columns, total: Object.values(columns).reduce((total, count) => total + count, 0) };
}
