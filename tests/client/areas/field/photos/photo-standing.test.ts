import { afterEach, expect, it } from 'vitest';
import { effectScope, watch } from 'vue';
import { usePhotoStanding, type Photo } from '#client/areas/field/features/photos/use-photos.ts';
import { fileSending, NOTHING_SENT } from '#client/records/file-sending.ts';

const photoOf = (id: string, verifiedAt?: string): Photo =>
  ({ id, revision: 1, fields: verifiedAt === undefined ? {} : { verifiedAt } }) as Photo;
const piece = (attachmentId: string, sentBytes: number) => ({
  key: `${attachmentId}.full`,
  attachmentId,
  sentBytes,
  totalBytes: 400,
});
const scope = effectScope();
const follow = (photo: Photo) => scope.run(() => usePhotoStanding(() => photo))!;
afterEach(() => {
  fileSending.value = NOTHING_SENT;
});

it('a photo says how it stands: here, on its way, with the server, or refused', () => {
  const { state, percent, refusal } = follow(photoOf('one'));
  expect(state.value).toBe('onDevice');
  fileSending.value = { ...NOTHING_SENT, waitsForWifi: true };
  expect(state.value).toBe('waitsForWifi');
  fileSending.value = { ...NOTHING_SENT, current: piece('one', 101) };
  expect([state.value, percent.value]).toEqual(['sending', 25]);
  fileSending.value = { ...NOTHING_SENT, refused: new Map([['one', 'too large']]) };
  expect([state.value, refusal.value]).toEqual(['refused', 'too large']);
  fileSending.value = { ...NOTHING_SENT, arrived: new Set(['one.full']) };
  expect([state.value, percent.value]).toEqual(['sent', 0]);
  expect(follow(photoOf('two', '2026-10-01T00:00:00.000Z')).state.value).toBe('sent');
});

it('a piece of one photo changes nothing for the others', () => {
  const told: string[] = [];
  for (const id of ['one', 'two', 'three']) {
    const standing = follow(photoOf(id));
    scope.run(() => watch(Object.values(standing), () => told.push(id), { flush: 'sync' }));
  }
  for (const sentBytes of [0, 100, 200])
    fileSending.value = { ...NOTHING_SENT, current: piece('two', sentBytes) };
  expect(new Set(told)).toEqual(new Set(['two']));
});
