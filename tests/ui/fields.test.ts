// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import CheckField from '#ui/CheckField.vue';
import ChipToggle from '#ui/ChipToggle.vue';
import RadioGroup from '#ui/RadioGroup.vue';
import SearchField from '#ui/SearchField.vue';
import SelectField from '#ui/SelectField.vue';
import TextArea from '#ui/TextArea.vue';
import TextField from '#ui/TextField.vue';

const choices = [
  { value: 'labour', label: '雇用・労務' },
  { value: 'sales', label: '販路開拓' },
  { value: 'cash', label: '資金繰り' },
];

/** Types as a Japanese keyboard does: a phrase under composition, with an input event at each step. */
async function compose(field: VueWrapper, selector: string, steps: readonly string[]): Promise<void> {
  const input = field.get<HTMLInputElement>(selector);
  await input.trigger('compositionstart');
  for (const step of steps) {
    input.element.value = step;
    await input.trigger('compositionupdate');
    await input.trigger('input');
  }
}

describe.each([
  ['TextField', TextField, 'input'],
  ['TextArea', TextArea, 'textarea'],
  ['SearchField', SearchField, 'input'],
] as const)('%s', (_name, component, selector) => {
  it('hands every step of an unfinished composition on', async () => {
    const field = mount(component as typeof TextField, { props: { modelValue: '', label: 'メモ' } });
    await compose(field, selector, ['r', 'れ', 'れい', 'れいと', '冷凍']);
    expect(field.emitted('update:modelValue')).toEqual([['r'], ['れ'], ['れい'], ['れいと'], ['冷凍']]);
  });
});

describe('a text field', () => {
  it('links label, hint and error to the input', () => {
    const field = mount(TextField, {
      props: {
        modelValue: '',
        label: '会社名',
        hint: '略称でもかまいません',
        error: '入力してください',
        required: true,
      },
      attrs: { autocomplete: 'organization' },
    });
    const input = field.get('input');
    expect(field.get('label').attributes('for')).toBe(input.attributes('id'));
    const described = input
      .attributes('aria-describedby')!
      .split(' ')
      .map((id) => field.get(`#${id}`).text());
    expect(described).toEqual(['略称でもかまいません', '入力してください']);
    expect(input.attributes()).toMatchObject({
      'aria-invalid': 'true',
      'aria-required': 'true',
      autocomplete: 'organization',
    });
  });

  it('takes no year of more than four digits, which no record could hold', () => {
    expect(
      mount(TextField, { props: { modelValue: '', label: '期日', type: 'date' } })
        .get('input')
        .attributes('max'),
    ).toBe('9999-12-31');
    expect(
      mount(TextField, { props: { modelValue: '', label: '会社名' } })
        .get('input')
        .attributes('max'),
    ).toBeUndefined();
  });

  it('says nothing about errors while there are none', () => {
    const input = mount(TextField, { props: { modelValue: '', label: '会社名' } }).get('input');
    expect(input.attributes('aria-invalid')).toBeUndefined();
    expect(input.attributes('aria-describedby')).toBeUndefined();
  });
});

it('clears a search by the button and by Escape, and keeps the focus in it', async () => {
  const field = mount(SearchField, {
    props: { modelValue: '八戸', label: '会社名' },
    attachTo: document.body,
  });
  await field.get('button').trigger('click');
  await field.get('input').trigger('keydown', { key: 'Escape' });
  expect(field.emitted('update:modelValue')).toEqual([[''], ['']]);
  expect(document.activeElement).toBe(field.get('input').element);
  field.unmount();
});

it('gives chips back in the order of the choices', async () => {
  const field = mount(ChipToggle, { props: { modelValue: ['cash'], choices, label: '課題' } });
  await field.findAll('input')[0]!.trigger('change');
  expect(field.emitted('update:modelValue')).toEqual([[['labour', 'cash']]]);
  await field.findAll('input')[2]!.trigger('change');
  expect(field.emitted('update:modelValue')![1]).toEqual([[]]);
});

it('groups radio buttons under one name with the question as legend', async () => {
  const field = mount(RadioGroup, { props: { modelValue: undefined, choices, label: '相談の希望' } });
  expect(field.get('legend').text()).toBe('相談の希望');
  expect(new Set(field.findAll('input').map((input) => input.attributes('name'))).size).toBe(1);
  await field.findAll('input')[1]!.trigger('change');
  expect(field.emitted('update:modelValue')).toEqual([['sales']]);
});

it('chooses from a list and can be emptied again', async () => {
  const field = mount(SelectField, { props: { modelValue: '', choices, label: '業種' } });
  await field.get('select').setValue('sales');
  await field.get('select').setValue('');
  expect(field.emitted('update:modelValue')).toEqual([['sales'], ['']]);
});

it('ticks a box', async () => {
  const field = mount(CheckField, { props: { modelValue: false, label: '同意' } });
  await field.get('input').setValue(true);
  expect(field.emitted('update:modelValue')).toEqual([[true]]);
});
