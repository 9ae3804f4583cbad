// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { nextTick } from 'vue';
import { expect, it } from 'vitest';
import DialogSheet from '#ui/DialogSheet.vue';

it('opens, names itself, and closes by the cross and from outside', async () => {
  const sheet = mount(DialogSheet, {
    props: {
      open: false,
      title: '参加者を選ぶ',
      'onUpdate:open': (open: boolean) => sheet.setProps({ open }),
    },
    slots: { default: '本文' },
    attachTo: document.body,
  });
  const dialog = sheet.get<HTMLDialogElement>('dialog');
  expect(dialog.element.open).toBe(false);
  expect(sheet.text()).toBe('');

  await sheet.setProps({ open: true });
  await nextTick();
  expect(dialog.element.open).toBe(true);
  expect(sheet.get(`#${dialog.attributes('aria-labelledby')}`).text()).toBe('参加者を選ぶ');

  await sheet.get('button').trigger('click');
  await nextTick();
  expect(dialog.element.open).toBe(false);

  await sheet.setProps({ open: true });
  await nextTick();
  await dialog.trigger('pointerdown');
  await nextTick();
  expect(dialog.element.open).toBe(false);
  sheet.unmount();
});
