// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import FigureText from '#client/areas/catalogue/features/programmes/FigureText.vue';

it.each([
  ['参加者数　５４６名', ['５４６']],
  ['１６，９４６，４５５千円、２４年度以降は', ['１６，９４６，４５５', '２４']],
  ['第１回、（２）研修。', []],
])('keeps every figure of %s on one line, and all of the text', (text, figures) => {
  const view = mount(FigureText, { props: { text } });
  expect(view.findAll('.whitespace-nowrap').map((part) => part.text())).toEqual(figures);
  expect(view.element.textContent).toBe(text);
});
