import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseKeptResponse } from '#respondent/kept-response.ts';
import { keepResponse, type ResponseKeeper } from '#respondent/response-keeper.ts';
import type { Submission, SubmissionReceipt } from '#protocol/respondent.ts';
import { MemoryStorage } from './memory-shelf.ts';

const NAME = 'code.A';

/** A tab on the page; `at` is the minute of its clock. */
function openTab(
  storage: MemoryStorage,
  seed = 'seed',
): ResponseKeeper & { answer: (code: string, value: string, at: number) => void } {
  const keeper = keepResponse(storage.openTab(), NAME, { now: () => instant(0), newSeed: () => seed });
  return Object.assign(keeper, {
    answer: (code: string, value: string, at: number) =>
      keeper.change((before) => ({
        ...before,
        answers: { ...before.answers, [code]: value },
        answeredAt: { ...before.answeredAt, [code]: instant(at) },
      })),
  });
}

function instant(minute: number): string {
  return new Date(Date.UTC(2026, 10, 20, 0, minute)).toISOString();
}

const submission = { id: '1', answers: { a: 'sent' } } as unknown as Submission;
const receipt = { receiptNumber: 'K7' } as SubmissionReceipt;

describe('what was answered', () => {
  test('is on the device when the key is up, and there again when the page is opened again', () => {
    const storage = new MemoryStorage();
    const tab = openTab(storage);
    expect(tab.saveState.value).toBe('untouched');
    expect(storage.texts.size).toBe(0);
    tab.answer('a', 'ひとで', 1);
    expect(parseKeptResponse(storage.texts.get(NAME)!)?.answers).toEqual({ a: 'ひとで' });
    expect(tab.saveState.value).toBe('saved');

    const reopened = openTab(storage, 'another seed');
    expect(reopened.response.value.answers).toEqual({ a: 'ひとで' });
    expect(reopened.response.value.seed).toBe('seed');
    expect(reopened.saveState.value).toBe('saved');
  });

  test('stays on the screen, and that is said, where nothing can be kept; it is kept once there is room', () => {
    const storage = new MemoryStorage();
    storage.isBlocked = true;
    const tab = openTab(storage);
    tab.answer('a', '1', 1);
    expect(tab.response.value.answers).toEqual({ a: '1' });
    expect(tab.saveState.value).toBe('memoryOnly');
    storage.isBlocked = false;
    tab.answer('b', '2', 2);
    expect(tab.saveState.value).toBe('saved');
    expect(parseKeptResponse(storage.texts.get(NAME)!)?.answers).toEqual({ a: '1', b: '2' });
  });

  test('that cannot be read is set aside: one begins anew, and it is not lost', () => {
    const storage = new MemoryStorage();
    storage.texts.set(NAME, '{"seed":');
    const tab = openTab(storage);
    expect(tab.wasBroken).toBe(true);
    expect(tab.response.value.answers).toEqual({});
    tab.answer('a', '1', 1);
    expect(storage.texts.get(`${NAME}.broken`)).toBe('{"seed":');
    expect(openTab(storage).wasBroken).toBe(false);
  });

  test('never makes the page fail, whatever stands there', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((text) => `{"seed":"","startedAt":"","answers":${text},"answeredAt":{}}`),
        ),
        (text) => {
          const storage = new MemoryStorage();
          storage.texts.set(NAME, text);
          const tab = openTab(storage);
          tab.answer('a', '1', 1);
          expect(openTab(storage).response.value.answers['a']).toBe('1');
        },
      ),
      { seed: 4 },
    );
  });

  test('is forgotten on request', () => {
    const storage = new MemoryStorage();
    const tab = openTab(storage);
    tab.answer('a', '1', 1);
    tab.drop();
    expect(storage.texts.size).toBe(0);
    expect(tab.response.value.answers).toEqual({});
    expect(tab.saveState.value).toBe('untouched');
  });
});

describe('two tabs of one code', () => {
  test('the other one follows, and says so until one goes on there', () => {
    const storage = new MemoryStorage();
    const [one, other] = [openTab(storage), openTab(storage)];
    one.answer('a', '1', 1);
    expect(other.response.value.answers).toEqual({ a: '1' });
    expect(other.hasFollowed.value).toBe(true);
    other.answer('b', '2', 2);
    expect(other.hasFollowed.value).toBe(false);
    expect(one.response.value.answers).toEqual({ a: '1', b: '2' });
  });

  test('neither loses an answer if they were not told of each other; of one question the later counts', () => {
    const storage = new MemoryStorage();
    const [one, other] = [openTab(storage), openTab(storage)];
    storage.doesTell = false;
    one.answer('a', 'early', 1);
    other.answer('b', '2', 2);
    one.answer('b', 'later', 3);
    one.answer('c', '3', 4);
    other.answer('a', 'latest', 5);
    expect(other.response.value.answers).toEqual({ a: 'latest', b: 'later', c: '3' });
    expect(parseKeptResponse(storage.texts.get(NAME)!)?.answers).toEqual({ a: 'latest', b: 'later', c: '3' });
  });

  test('what one has sent is sent for the other as well', () => {
    const storage = new MemoryStorage();
    const [one, other] = [openTab(storage), openTab(storage)];
    one.answer('a', '1', 1);
    storage.doesTell = false;
    one.change((before) => ({ ...before, submission, receipt }));
    other.change((before) => (before.submission ? before : { ...before, place: 'x' }));
    expect(other.response.value.receipt).toEqual(receipt);
    expect(parseKeptResponse(storage.texts.get(NAME)!)?.submission).toEqual(submission);
  });

  test('what one has erased is gone for the other as well', () => {
    const storage = new MemoryStorage();
    const [one, other] = [openTab(storage), openTab(storage)];
    one.answer('a', '1', 1);
    one.drop();
    expect(other.response.value.answers).toEqual({});
    expect(other.saveState.value).toBe('untouched');
  });
});
