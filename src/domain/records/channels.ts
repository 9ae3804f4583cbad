/** The ways in which a response comes, in the order of tables. */
export const CHANNELS = ['visit', 'link', 'openLink', 'paper', 'import'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Whether the company answered by itself on a page, with a code of its own or without. */
export function isByLink(channel: Channel | undefined): boolean {
  return channel === 'link' || channel === 'openLink';
}
