// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import ConfirmButton from '#ui/ConfirmButton.vue';
import { guardPresses } from '#ui/press-guard.ts';

/* What a real browser adds, and that every final control is known to the guard: tests/e2e/presses.spec.ts. */
let nowMs = 10_000;
beforeAll(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  guardPresses(document);
});
beforeEach(() => void (nowMs += 10_000));

const mounted: VueWrapper[] = [];
afterEach(() => {
  for (const one of mounted.splice(0)) one.unmount();
  document.body.innerHTML = '';
});

/** What a person does: an event as the browser says it was theirs. */
function act(target: Element, type: string, given: Record<string, unknown> = {}): boolean {
  const event =
    type === 'keydown'
      ? new KeyboardEvent(type, { bubbles: true, cancelable: true, ...given })
      : new MouseEvent(type, { bubbles: true, cancelable: true, ...given });
  Object.defineProperty(event, 'isTrusted', { value: true });
  Object.defineProperty(event, 'timeStamp', { value: nowMs });
  target.dispatchEvent(event);
  return !event.defaultPrevented;
}
const PLACE = { clientX: 300, clientY: 800 };
async function tap(target: Element, afterMs = 0, place = PLACE): Promise<boolean> {
  nowMs += afterMs;
  act(target, 'pointerdown', place);
  const has = act(target, 'click', place);
  await settled();
  return has;
}
/** The screen follows, and the guard has seen it. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** A page of one button, which says something else after each press. */
function mountSteps(given: { key?: boolean; final?: boolean } = {}): {
  button: () => Element;
  step: () => number;
} {
  const step = ref(0);
  const page = mount(
    defineComponent(
      () => () =>
        h(
          'button',
          {
            ...(given.key && { key: step.value }),
            ...(given.final && { 'data-final': '' }),
            onClick: () => (step.value += 1),
          },
          `次へ ${given.key ? '' : step.value}`,
        ),
    ),
    { attachTo: document.body },
  );
  mounted.push(page);
  return { button: () => page.element.ownerDocument.querySelector('button')!, step: () => step.value };
}

describe('under the last tap', () => {
  for (const key of [true, false]) {
    it(`what ${key ? 'has come' : 'says something else'} takes no other for half a second`, async () => {
      const { button, step } = mountSteps({ key });
      await tap(button());
      for (const afterMs of [60, 90, 150, 150]) await tap(button(), afterMs);
      expect(step()).toBe(1);
      await tap(button(), 100);
      expect(step()).toBe(2);
    });
  }

  it('what is the same as before, or lies elsewhere, takes every tap', async () => {
    document.body.innerHTML = '<button id="plus">＋</button><button id="other">他</button>';
    const [plus, other] = ['plus', 'other'].map((id) => document.getElementById(id)!);
    expect(await tap(plus!)).toBe(true);
    expect(await tap(plus!, 60)).toBe(true);
    expect(await tap(other!, 60, { clientX: 100, clientY: 800 })).toBe(true);
  });

  it('a press that began too soon does not count however late it ends', async () => {
    const { button, step } = mountSteps({ key: true });
    await tap(button());
    nowMs += 100;
    act(button(), 'pointerdown', PLACE);
    nowMs += 900;
    act(button(), 'click', PLACE);
    expect(step()).toBe(1);
  });

  it('the label of a field passes its tap on', async () => {
    document.body.innerHTML = '<label for="one">一</label><input id="one" type="checkbox">';
    const [label, input] = [document.querySelector('label')!, document.querySelector('input')!];
    expect(await tap(label)).toBe(true);
    // The browser clicks the field for it, at the same place.
    expect(act(input, 'click', PLACE)).toBe(true);
  });
});

describe('what is final', () => {
  it('takes nothing for half a second after it came, by finger or key, wherever the last tap was', async () => {
    const { button, step } = mountSteps({ final: true });
    await settled();
    await tap(button(), 300, { clientX: 1, clientY: 1 });
    act(button(), 'click');
    expect(step()).toBe(0);
    await tap(button(), 300);
    expect(step()).toBe(1);
  });

  it('is new when the dialog that it stands in opens', async () => {
    document.body.innerHTML = '<dialog><button data-final>消す</button></dialog>';
    await settled();
    nowMs += 5_000;
    document.querySelector('dialog')!.setAttribute('open', '');
    await settled();
    expect(await tap(document.querySelector('button')!, 300)).toBe(false);
    expect(await tap(document.querySelector('button')!, 300)).toBe(true);
  });

  it('asks again, and takes no double tap for the answer', async () => {
    const confirm = mount(ConfirmButton, { props: { label: '削除' }, attachTo: document.body });
    mounted.push(confirm);
    await settled();
    await tap(confirm.element, 1_000);
    expect(confirm.text()).toBe('もう一度押すと実行します');
    for (const afterMs of [60, 90, 150, 150]) await tap(confirm.element, afterMs);
    // A key says only when.
    act(confirm.element, 'click');
    expect(confirm.emitted('confirm')).toBeUndefined();
    await tap(confirm.element, 150);
    expect(confirm.emitted('confirm')).toHaveLength(1);
  });
});

it('takes Enter that is held for one press, but for lines in a text', () => {
  document.body.innerHTML = '<button>次へ</button><textarea></textarea>';
  const [button, area] = [document.querySelector('button')!, document.querySelector('textarea')!];
  expect(act(button, 'keydown', { key: 'Enter' })).toBe(true);
  expect(act(button, 'keydown', { key: 'Enter', repeat: true })).toBe(false);
  expect(act(area, 'keydown', { key: 'Enter', repeat: true })).toBe(true);
});
