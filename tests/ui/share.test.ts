// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { shareOrCopy } from '#ui/share.ts';

const PAGE = { title: '施策', url: 'https://banso.example/app/programmes/p036' };
afterEach(() => vi.unstubAllGlobals());

/** A device whose share sheet and clipboard end as told; without `share` it has no share sheet. */
function useDevice({
  share,
  isSecure = true,
}: {
  share?: () => Promise<void>;
  isSecure?: boolean;
}): string[] {
  const copied: string[] = [];
  vi.stubGlobal('navigator', {
    ...(share && { share }),
    ...(isSecure && { clipboard: { writeText: async (text: string) => void copied.push(text) } }),
  });
  return copied;
}

it('uses the share sheet where there is one, and copies nothing then', async () => {
  const share = vi.fn(async () => undefined);
  const copied = useDevice({ share });
  expect(await shareOrCopy({ ...PAGE, text: 'ご覧ください' })).toBe('shared');
  expect(share).toHaveBeenCalledWith({ ...PAGE, text: 'ご覧ください' });
  expect(copied).toEqual([]);
});

it('takes a closed share sheet for an answer', async () => {
  const copied = useDevice({ share: () => Promise.reject(new DOMException('closed', 'AbortError')) });
  expect(await shareOrCopy(PAGE)).toBe('closed');
  expect(copied).toEqual([]);
});

it('copies where the share sheet fails or is missing', async () => {
  const afterFailure = useDevice({
    share: () => Promise.reject(new DOMException('not now', 'NotAllowedError')),
  });
  expect(await shareOrCopy(PAGE)).toBe('copied');
  expect(afterFailure).toEqual([`施策\n${PAGE.url}`]);
  const withoutSheet = useDevice({});
  expect(await shareOrCopy({ ...PAGE, text: 'ご覧ください' })).toBe('copied');
  expect(withoutSheet).toEqual([`ご覧ください\n${PAGE.url}`]);
});

it('says so where nothing can be copied either', async () => {
  useDevice({ isSecure: false });
  expect(await shareOrCopy(PAGE)).toBe('failed');
});
