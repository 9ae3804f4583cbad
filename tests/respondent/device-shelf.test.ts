// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { clearsAfterAWeek, openShelf } from '#respondent/device-shelf.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  localStorage.clear();
});

/** Browsers that keep nothing, each in its way. */
const REFUSING: [string, () => void][] = [
  ['throws at every write', () => stubStorage({ setItem: () => fail('QuotaExceededError') })],
  [
    'takes everything and holds nothing',
    () => stubStorage({ setItem: () => undefined, getItem: () => null }),
  ],
  [
    'has no storage at all',
    () => vi.stubGlobal('localStorage', new Proxy({}, { get: () => fail('SecurityError') })),
  ],
];
function stubStorage(methods: Partial<Storage>): void {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem: () => undefined,
    removeItem: () => undefined,
    ...methods,
  });
}
function fail(name: string): never {
  throw new DOMException('no', name);
}

describe('a browser that keeps things', () => {
  it('is known as such without a trace, and keeps them for the next page', () => {
    const shelf = openShelf();
    expect(shelf.isLasting).toBe(true);
    expect(localStorage.length).toBe(0);
    expect(shelf.keep('a', '1')).toBe(true);
    expect(openShelf().find('a')).toBe('1');
    shelf.drop('a');
    expect(shelf.find('a')).toBeUndefined();
  });

  it('that is full meanwhile still has the newest on this page, and says that it is not kept', () => {
    const shelf = openShelf();
    shelf.keep('a', 'old');
    // The storage's methods cannot be replaced one by one.
    const real = localStorage;
    stubStorage({ getItem: () => 'old', setItem: () => fail('QuotaExceededError') });
    expect(shelf.keep('a', 'new')).toBe(false);
    expect(shelf.find('a')).toBe('new');
    vi.stubGlobal('localStorage', real);
    expect(shelf.keep('a', 'newer')).toBe(true);
    expect(openShelf().find('a')).toBe('newer');
  });
});

describe.each(REFUSING)('a browser that %s', (_, prepare) => {
  it('is known before anything is promised, and remembers until the page is closed', () => {
    prepare();
    const shelf = openShelf();
    expect(shelf.isLasting).toBe(false);
    expect(shelf.keep('a', '1')).toBe(false);
    expect(shelf.find('a')).toBe('1');
    shelf.drop('a');
    expect(shelf.find('a')).toBeUndefined();
    expect(openShelf().find('a')).toBeUndefined();
  });
});

describe('who clears what is kept after a week', () => {
  it.each([
    [
      'an iPhone',
      true,
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
    ],
    [
      'Chrome on an iPhone',
      true,
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/122.0 Mobile/15E148 Safari/604.1',
    ],
    [
      'Safari on a Mac, or an iPad that calls itself one',
      true,
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
    ],
    [
      'an Android phone',
      false,
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
    ],
    [
      'Edge',
      false,
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
    ],
    ['Firefox', false, 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0'],
  ])('%s: %s', (_, clears, userAgent) => {
    expect(clearsAfterAWeek({ userAgent })).toBe(clears);
  });
});
