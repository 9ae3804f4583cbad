// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { effectScope, ref } from 'vue';
import { afterEach, expect, it } from 'vitest';
import { BansoDatabase } from '#client/storage/database.ts';
import { useLiveQuery, type LiveQuery } from '#client/records/live-query.ts';
import { eventually } from '#tests/support/eventually.ts';

const db = new BansoDatabase('centre', 'sato');
const scope = effectScope();
afterEach(async () => {
  scope.stop();
  await db.delete();
});

it('shows what was asked for ahead until its own answer, and never instead of it', async () => {
  await db.setMeta('deviceId', 'first');
  const read = (): Promise<unknown> => db.getMeta('deviceId');
  let answerLate = (_answer: string): void => undefined;
  const late = new Promise<unknown>((resolve) => (answerLate = resolve));
  const [early, slow] = scope.run(() => [
    useLiveQuery<unknown>(read, undefined, undefined, { ahead: Promise.resolve('ahead') }),
    useLiveQuery<unknown>(read, undefined, undefined, { ahead: late }),
  ]) as [LiveQuery<unknown>, LiveQuery<unknown>];
  await Promise.resolve();
  await Promise.resolve();
  expect([early.data.value, early.ready.value]).toEqual(['ahead', true]);
  expect(slow.ready.value).toBe(false);

  await eventually(() => expect([early.data.value, slow.data.value]).toEqual(['first', 'first']));
  answerLate('ahead');
  await late;
  expect(slow.data.value).toBe('first');
});

it('follows what is read after the first wait too, whichever function reads it', async () => {
  const own = new BansoDatabase('centre', 'kudo');
  await own.documents.put({ name: 'staff', hash: '1', content: 'before' });
  const read = async (): Promise<unknown> => {
    const first = await own.getMeta('deviceId');
    const document = await own.documents.get('staff');
    return [first, document?.content];
  };
  // As a component hands it over: an arrow that is no async function itself.
  const following = effectScope();
  const followed = following.run(() => useLiveQuery<unknown>(() => read(), undefined))!;
  await eventually(() => expect(followed.data.value).toEqual([undefined, 'before']));
  await own.documents.put({ name: 'staff', hash: '2', content: 'after' });
  await eventually(() => expect(followed.data.value).toEqual([undefined, 'after']));
  following.stop();
  await own.delete();
});

it('is read once a second while it is calm, and after every change again when it is not', async () => {
  const own = new BansoDatabase('centre', 'mori');
  const isCalm = ref(true);
  let reads = 0;
  const read = async (): Promise<unknown> => {
    reads += 1;
    return own.getMeta('deviceId');
  };
  const following = effectScope();
  const followed = following.run(() =>
    useLiveQuery<unknown>(read, undefined, undefined, { isCalm: () => isCalm.value }),
  )!;
  await eventually(() => expect(followed.ready.value).toBe(true));
  for (const deviceId of ['a', 'b', 'c']) await own.setMeta('deviceId', deviceId);
  expect([reads, followed.data.value]).toEqual([1, undefined]);
  // Without anybody's word.
  await eventually(() => expect([reads, followed.data.value]).toEqual([2, 'c']));

  isCalm.value = false;
  await eventually(() => expect(reads).toBeGreaterThan(2));
  await own.setMeta('deviceId', 'd');
  await eventually(() => expect(followed.data.value).toBe('d'));
  following.stop();
  await own.delete();
});
