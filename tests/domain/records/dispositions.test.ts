import { expect, it } from 'vitest';
import { DISPOSITIONS, holdsAnswers, isCounting, isTabulated } from '#domain/records/dispositions.ts';

it('knows which responses count, which stand in tables, and which hold answers at all', () => {
  expect(DISPOSITIONS.filter(isTabulated)).toEqual(['complete', 'partial']);
  expect(DISPOSITIONS.filter(isCounting)).toEqual(['complete', 'partial', 'breakOff']);
  expect(DISPOSITIONS.filter(holdsAnswers)).toEqual(['complete', 'partial', 'breakOff', 'duplicate']);
  expect(DISPOSITIONS).toEqual(
    expect.arrayContaining(['refusal', 'undeliverable', 'notEligible', 'noReply']),
  );
});

it('takes a response that is not submitted, or stands as a newer app says, for none of them', () => {
  for (const disposition of [undefined, null, '', 'ofTomorrow', 7]) {
    expect([isTabulated(disposition), isCounting(disposition), holdsAnswers(disposition)]).toEqual([
      false,
      false,
      false,
    ]);
  }
});
