// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import NextStepSection from '#client/areas/field/features/next-steps/NextStepSection.vue';
import { useToasts } from '#ui/toasts.ts';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

describe('next steps of a visit', () => {
  it('makes one promise out of what is typed, and the field keeps the focus', async () => {
    const section = await desk.open(NextStepSection, '/', { accountId: 'a', visitId: 'v' });
    await section.get('button').trigger('click');
    await eventually(() => expect(section.find('textarea').exists()).toBe(true));
    const field = section.get('textarea');
    field.element.focus();
    for (const typed of ['資', '資料', '資料を送る']) {
      await field.setValue(typed);
      await eventually(async () => expect((await desk.outbox('nextSteps'))[0]?.fields['text']).toBe(typed));
    }
    expect(document.activeElement).toBe(field.element);
    const made = await desk.outbox('nextSteps');
    expect(made).toHaveLength(1);
    expect(made[0]?.fields).toEqual({
      accountId: 'a',
      visitId: 'v',
      text: '資料を送る',
      owner: 'sato',
      status: 'open',
    });
  });

  it('is kept with one tap and open again with undo', async () => {
    await desk.workspace.write('nextSteps', 's', {
      accountId: 'a',
      text: '電話する',
      owner: 'sato',
      status: 'open',
    });
    const section = await desk.open(NextStepSection, '/', { accountId: 'a' });
    await eventually(() => expect(section.find('[aria-label="完了にする：電話する"]').exists()).toBe(true));
    await section.get('[aria-label="完了にする：電話する"]').trigger('click');
    await eventually(() => expect(section.find('[aria-label="未完了に戻す：電話する"]').exists()).toBe(true));
    expect((await desk.workspace.db.nextSteps.get('s'))?.fields).toMatchObject({
      status: 'done',
      doneBy: 'sato',
    });
    await useToasts().toasts.value.at(-1)?.undo?.();
    // What is taken back already cannot be taken back again.
    await eventually(() => expect(useToasts().toasts.value).toEqual([]));
    expect((await desk.workspace.db.nextSteps.get('s'))?.fields).toEqual({
      accountId: 'a',
      text: '電話する',
      owner: 'sato',
      status: 'open',
    });
  });

  it('leaves no promise behind whose text was wiped out', async () => {
    const section = await desk.open(NextStepSection, '/', { accountId: 'a' });
    await section.get('button').trigger('click');
    await eventually(() => expect(section.find('textarea').exists()).toBe(true));
    await section.get('textarea').setValue('あ');
    await section.get('textarea').setValue('');
    await section
      .findAll('button')
      .find((one) => one.text() === '閉じる')!
      .trigger('click');
    await eventually(async () =>
      expect(
        (await desk.workspace.db.nextSteps.toArray()).filter(({ deletedAt }) => deletedAt === null),
      ).toEqual([]),
    );
  });
});
