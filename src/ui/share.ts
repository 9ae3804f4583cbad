/** How handing something on ended: `closed` when the person left the share sheet without choosing. */
export type ShareOutcome = 'shared' | 'closed' | 'copied' | 'failed';

/** Hands a page on by the device's share sheet; where there is none or it fails, its text (or else its title) and address are copied. */
export async function shareOrCopy(shared: {
  title: string;
  url: string;
  text?: string;
}): Promise<ShareOutcome> {
  if ('share' in navigator) {
    try {
      await navigator.share(shared);
      return 'shared';
    } catch (error) {
      // Closing the share sheet is an answer too; everything else falls back to copying.
      if (error instanceof DOMException && error.name === 'AbortError') return 'closed';
    }
  }
  try {
    // Without a secure connection there is no clipboard.
    await navigator.clipboard.writeText(`${shared.text ?? shared.title}\n${shared.url}`);
    return 'copied';
  } catch {
    return 'failed';
  }
}
