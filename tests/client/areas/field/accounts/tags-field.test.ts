// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import TagsField from '#client/areas/field/features/accounts/TagsField.vue';
import SearchField from '#ui/SearchField.vue';

let tags = ref<string[]>([]);
let typed = ref('');
let page: VueWrapper;
beforeEach(() => {
  tags = ref([]);
  typed = ref('');
  const host = defineComponent(
    () => () =>
      h(TagsField, {
        tags: tags.value,
        typed: typed.value,
        'onUpdate:typed': (text: string) => (typed.value = text),
        onChange: (words: string[]) => (tags.value = words),
      }),
  );
  page = mount(host, { attachTo: document.body });
});
afterEach(() => page.unmount());

/** An input event as browsers send it, composed or not. */
async function enter(text: string, isComposing = false): Promise<void> {
  const input = page.get('input');
  input.element.value = text;
  input.element.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing } as InputEventInit));
  await page.vm.$nextTick();
}

describe('the field for tags', () => {
  it.each(['、', '､', ',', '，', ';', '；', '\u3000'])('takes the word before "%s"', async (separator) => {
    await enter(`食品${separator}輸`);
    expect([tags.value, typed.value]).toEqual([['食品'], '輸']);
  });

  it('keeps a space between words of Latin letters', async () => {
    await enter('IoT pilot');
    expect([tags.value, typed.value]).toEqual([[], 'IoT pilot']);
  });

  it('leaves what is composed alone until it is there', async () => {
    await enter('しょくひん、', true);
    expect([tags.value, typed.value]).toEqual([[], 'しょくひん、']);
    await enter('食品、', true);
    await page.get('input').trigger('compositionend');
    expect([tags.value, typed.value]).toEqual([['食品'], '']);
  });

  // The order in which each engine tells of “食品”, composed and ended by Enter; then an Enter of its own.
  it.each([
    ['Blink', ['keydown 229', 'input composing', 'end', 'keyup 13']],
    ['Gecko', ['keydown 229 composing', 'input composing', 'end', 'input', 'keyup 13']],
    ['WebKit', ['input composing', 'end', 'keydown 229', 'keyup 13']],
  ])('adds what was composed in %s by the second Enter alone', async (_, told) => {
    const input = page.get('input');
    await input.trigger('compositionstart');
    await enter('しょくひん', true);
    for (const event of told) {
      const [type, code] = event.split(' ');
      const isUnderWay = event.endsWith('composing');
      if (type === 'input') await enter('食品', isUnderWay);
      else if (type === 'end') await input.trigger('compositionend', { data: '食品' });
      else await input.trigger(type!, { key: 'Enter', keyCode: Number(code), isComposing: isUnderWay });
    }
    expect([tags.value, typed.value]).toEqual([[], '食品']);
    await input.trigger('keydown', { key: 'Enter', keyCode: 13 });
    expect([tags.value, typed.value]).toEqual([['食品'], '']);
  });

  it.each([
    ['that ends a composition', { isComposing: true }, []],
    ['with which Safari ends one', { keyCode: 229 }, []],
    ['of its own', {}, ['食品']],
  ])('takes an Enter %s for what it is', async (_, event, taken) => {
    await enter('食品');
    await page.get('input').trigger('keydown', { key: 'Enter', ...event });
    expect(tags.value).toEqual(taken);
  });

  it('divides what was pasted when it is left', async () => {
    typed.value = '食品\u3000輸出，食品';
    await page.vm.$nextTick();
    await page.get('input').trigger('blur');
    expect(tags.value).toEqual(['食品', '輸出']);
  });
});

it('a search is not cleared by the Escape that takes a composition back', async () => {
  const field = mount(SearchField, { props: { modelValue: '八戸', label: '会社名' } });
  await field.get('input').trigger('keydown', { key: 'Escape', isComposing: true });
  await field.get('input').trigger('keydown', { key: 'Escape', keyCode: 229 });
  expect(field.emitted('update:modelValue')).toBeUndefined();
  await field.get('input').trigger('keydown', { key: 'Escape' });
  expect(field.emitted('update:modelValue')).toEqual([['']]);
});
