// @vitest-environment happy-dom
import { enableAutoUnmount, mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import { computeCaret } from '#ui/steady-caret.ts';
import SearchField from '#ui/SearchField.vue';
import TextArea from '#ui/TextArea.vue';
import TextField from '#ui/TextField.vue';

enableAutoUnmount(afterEach);

describe('a text from elsewhere in the focused field', () => {
  it.each<[string, string, string, string]>([
    ['behind the caret', '窓Aの文。|', '窓Aの文。窓Bの文。', '窓Aの文。|窓Bの文。'],
    ['before the caret', '約束は|ない', 'きょうの約束はない', 'きょうの約束は|ない'],
    ['over the caret', '冷凍|設備', '冷', '冷|'],
  ])('leaves the caret where it was: %s', (_where, before, after, expected) => {
    const caret = before.indexOf('|');
    const moved = computeCaret(before.replace('|', ''), after, caret);
    expect(`${after.slice(0, moved)}|${after.slice(moved)}`).toBe(expected);
  });

  it('is shown with the caret kept', async () => {
    const field = mount(TextArea, {
      props: { label: 'メモ', modelValue: '窓Aの文。' },
      attachTo: document.body,
    });
    const area = field.get('textarea').element;
    area.focus();
    area.setSelectionRange(5, 5);
    await field.setProps({ modelValue: '窓Aの文。窓Bの文。' });
    await nextTick();
    expect(area.value).toBe('窓Aの文。窓Bの文。');
    expect(area.selectionStart).toBe(5);
  });
});

describe('how much fits', () => {
  it('is what the server takes, and less where a field says so', () => {
    const lengthOf = (
      component: typeof TextField | typeof TextArea | typeof SearchField,
      attrs: Record<string, string>,
      selector: string,
    ) =>
      mount(component as typeof TextField, { props: { label: 'x', modelValue: '' }, attrs })
        .get(selector)
        .attributes('maxlength');
    expect(lengthOf(TextField, {}, 'input')).toBe('500');
    expect(lengthOf(TextField, { maxlength: '20' }, 'input')).toBe('20');
    expect(lengthOf(SearchField, {}, 'input')).toBe('200');
    expect(lengthOf(TextArea, {}, 'textarea')).toBe('50000');
  });

  it('is told in time', async () => {
    const field = mount(TextArea, { props: { label: 'メモ', modelValue: 'あ'.repeat(40_000) } });
    expect(field.text()).not.toContain('文字');
    await field.setProps({ modelValue: 'あ'.repeat(49_000) });
    expect(field.text()).toContain('あと1,000文字書けます');
    await field.setProps({ modelValue: 'あ'.repeat(50_000) });
    expect(field.text()).toContain('50,000文字までです');
  });
});
