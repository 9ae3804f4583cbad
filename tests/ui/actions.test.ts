// @vitest-environment happy-dom
import { enableAutoUnmount, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import BaseButton from '#ui/BaseButton.vue';
import BottomActions from '#ui/BottomActions.vue';
import ConfirmButton from '#ui/ConfirmButton.vue';
import PageHeader from '#ui/PageHeader.vue';
import ToastHost from '#ui/ToastHost.vue';
import ToastItem from '#ui/ToastItem.vue';
import { leavePage, useToasts } from '#ui/toasts.ts';

enableAutoUnmount(afterEach);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  const { toasts, dismissToast } = useToasts();
  for (const toast of toasts.value) dismissToast(toast.id);
});

it('swallows presses of a busy button without taking the focus from it', async () => {
  const button = mount(BaseButton, { props: { busy: true, type: 'submit' }, slots: { default: '保存' } });
  await button.trigger('click');
  expect(button.emitted('click')).toBeUndefined();
  expect(button.attributes('disabled')).toBeUndefined();
  expect(button.attributes('aria-busy')).toBe('true');
});

it('leads keyboards from the heading past the page to its main action, where there is one', async () => {
  const header = mount(PageHeader, { props: { title: '今日' }, attachTo: document.body });
  expect(header.find('a').exists()).toBe(false);
  const actions = mount(BottomActions, {
    slots: { default: '<button>訪問を記録</button><button>新規相談</button>' },
    attachTo: document.body,
  });
  await header.vm.$nextTick();
  await header.get('a').trigger('click');
  expect(document.activeElement?.textContent).toBe('訪問を記録');
  actions.unmount();
  await header.vm.$nextTick();
  expect(header.find('a').exists()).toBe(false);
});

describe('what cannot be taken back', () => {
  const props = { label: '削除', confirmLabel: 'もう一度押すと消えます' };

  it('needs a second press in place', async () => {
    const button = mount(ConfirmButton, { props });
    await button.trigger('click');
    expect(button.emitted('confirm')).toBeUndefined();
    expect(button.text()).toBe('もう一度押すと消えます');
    await button.trigger('click');
    expect(button.emitted('confirm')).toHaveLength(1);
    expect(button.text()).toBe('削除');
  });

  it('forgets the first press after a while, and on Escape', async () => {
    const button = mount(ConfirmButton, { props });
    await button.trigger('click');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(button.text()).toBe('削除');
    await button.trigger('click');
    await button.trigger('keydown', { key: 'Escape' });
    await button.trigger('click');
    expect(button.emitted('confirm')).toBeUndefined();
  });
});

describe('toasts', () => {
  const shownTexts = (): string[] => useToasts().toasts.value.map(({ text }) => text);

  it('go with their page, but for an undo that is right on any page', () => {
    const { showToast } = useToasts();
    showToast({ text: '保存しました' });
    showToast({ text: '別名を外しました', undo: vi.fn() });
    showToast({ text: '「見積もりを送る」を完了にしました', undo: vi.fn(), outlivesPage: true });
    leavePage();
    expect(shownTexts()).toEqual(['「見積もりを送る」を完了にしました']);
    leavePage(true);
    expect(shownTexts()).toEqual([]);
  });

  it('go as soon as taking back would not be right any more, and follow nothing afterwards', () => {
    const stop = vi.fn();
    let end = (): void => undefined;
    useToasts().showToast({ text: '受付中にしました', undo: vi.fn(), until: (over) => ((end = over), stop) });
    expect(shownTexts()).toHaveLength(1);
    end();
    expect(shownTexts()).toEqual([]);
    expect(stop).toHaveBeenCalledOnce();
  });

  it('say what their undo takes back', () => {
    const host = mount(ToastHost);
    useToasts().showToast({ text: '完了にしました', undo: vi.fn() });
    return host.vm.$nextTick(() =>
      expect(host.get('button').attributes('aria-label')).toBe('元に戻す: 完了にしました'),
    );
  });

  it('take back what was done', async () => {
    const host = mount(ToastHost);
    const undo = vi.fn();
    useToasts().showToast({ text: '完了にしました', undo });
    await vi.advanceTimersByTimeAsync(0);
    expect(host.text()).toContain('完了にしました');
    await host.findAll('button')[0]!.trigger('click');
    await vi.advanceTimersByTimeAsync(0);
    expect(undo).toHaveBeenCalledOnce();
    expect(useToasts().toasts.value).toEqual([]);
  });

  it('leave by themselves, but not while a pointer rests on them', async () => {
    const host = mount(ToastHost);
    useToasts().showToast({ text: '送信しました' });
    await vi.advanceTimersByTimeAsync(0);
    const toast = host.getComponent(ToastItem);
    await toast.trigger('pointerenter');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(useToasts().toasts.value).toHaveLength(1);
    await toast.trigger('pointerleave');
    await vi.advanceTimersByTimeAsync(6_000);
    expect(useToasts().toasts.value).toEqual([]);
  });

  it('are three at most', () => {
    const { toasts, showToast } = useToasts();
    for (const text of ['一', '二', '三', '四']) showToast({ text });
    expect(toasts.value.map(({ text }) => text)).toEqual(['二', '三', '四']);
  });
});
