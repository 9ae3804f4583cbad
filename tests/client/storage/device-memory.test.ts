import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findRemembered, remember } from '#client/storage/device-memory.ts';
import { MemoryStorage } from '#tests/support/memory-storage.ts';

beforeEach(() => void vi.stubGlobal('localStorage', new MemoryStorage()));
afterEach(() => void vi.unstubAllGlobals());

describe('the device', () => {
  it('remembers a word until it is told another', () => {
    expect(findRemembered('banso.language')).toBeUndefined();
    remember('banso.language', 'ja');
    expect(findRemembered('banso.language')).toBe('ja');
    remember('banso.language', '');
    expect(findRemembered('banso.language')).toBe('');
    expect(findRemembered('banso.other')).toBeUndefined();
  });

  it('goes without where the browser refuses', () => {
    const refuse = (): never => {
      throw new DOMException('blocked', 'SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
    remember('banso.language', 'ja');
    expect(findRemembered('banso.language')).toBeUndefined();
  });
});
