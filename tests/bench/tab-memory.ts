import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/** The memory of the largest page with its workers in MiB, code shared with others by its share (Linux). */
export async function measureTab(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(
      ({ id }) => Number(/^Pss: +(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1]) / 1024,
    );
  return Math.max(...sizes);
}
