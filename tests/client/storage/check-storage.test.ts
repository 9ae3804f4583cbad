// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkStorage } from '#client/storage/check-storage.ts';
import { findStorageFault } from '#client/storage/storage-fault.ts';
import { isStorageFull } from '#client/storage/is-storage-full.ts';
import { MemoryStorage } from '#tests/support/memory-storage.ts';

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A browser whose databases fail to open. */
function failing(name: string, message = 'no'): { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange } {
  const indexedDB = new IDBFactory();
  indexedDB.open = () => {
    throw new DOMException(message, name);
  };
  return { indexedDB, IDBKeyRange };
}

describe('what a browser does with what it is given', () => {
  it('is to keep it, and nothing of the check remains', async () => {
    expect(await checkStorage()).toBe('keeps');
    expect(await indexedDB.databases()).toEqual([]);
  });

  it.each([
    ['SecurityError', 'refuses'],
    ['InvalidStateError', 'refuses'],
    ['UnknownError', 'fails'],
    ['QuotaExceededError', 'full'],
  ])('is, where opening a database gives %s: %s', async (name, answer) => {
    expect(await checkStorage(failing(name))).toBe(answer);
  });

  it('is to refuse it where there are no databases', async () => {
    expect(await checkStorage({ indexedDB: undefined as never, IDBKeyRange })).toBe('refuses');
  });

  it('is to refuse it where site data is blocked', async () => {
    const blocked = new MemoryStorage();
    blocked.getItem = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    vi.stubGlobal('localStorage', blocked);
    expect(await checkStorage()).toBe('refuses');
  });

  it('is to refuse it where databases open and nothing can be written', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('private', 'InvalidStateError');
    });
    expect(await checkStorage()).toBe('refuses');
  });
});

it.each([
  [new DOMException('full', 'QuotaExceededError'), true],
  [{ name: 'AbortError', inner: { name: 'QuotaExceededError' } }, true],
  // As Chromium says it of a disk without room.
  [new DOMException('IO error: 000003.log: FILE_ERROR_NO_SPACE (Append::8)', 'UnknownError'), true],
  [new DOMException('Internal error opening backing store', 'UnknownError'), false],
  // Dexie's of many records at once.
  [{ name: 'BulkError', failures: [{ name: 'QuotaExceededError' }] }, true],
  [{ name: 'BulkError', failures: [{ name: 'ConstraintError' }] }, false],
  [new Error('broken'), false],
  [undefined, false],
])('a device is full after %o: %s', (error, isFull) => expect(isStorageFull(error)).toBe(isFull));

it.each([
  ['QuotaExceededError', 'full'],
  ['VersionError', 'newer'],
  ['SecurityError', 'refused'],
  ['NotAllowedError', 'refused'],
  ...[
    'AbortError',
    'ConstraintError',
    'DataError',
    'DatabaseClosedError',
    'InvalidStateError',
    'NotFoundError',
    'ReadOnlyError',
    'TimeoutError',
    'TransactionInactiveError',
    'UnknownError',
  ].map((name) => [name, 'failed']),
])('%s says of the database: %s, also within another error', (name, fault) => {
  const error = new DOMException('no', name);
  expect([findStorageFault(error), findStorageFault({ name: 'AbortError', inner: error })]).toEqual([
    fault,
    fault,
  ]);
});
