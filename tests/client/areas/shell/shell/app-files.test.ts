// @vitest-environment happy-dom
import { enableAutoUnmount, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  appFiles,
  isUpdateWaiting,
  tellAppFiles,
  tellUpdate,
} from '#client/areas/shell/features/shell/app-files.ts';
import { applyUpdate } from '#client/areas/shell/features/shell/apply-update.ts';
import AppFilesNotice from '#client/areas/shell/features/shell/AppFilesNotice.vue';
import AppFilesState from '#client/areas/shell/features/shell/AppFilesState.vue';
import { AppFilesKeeper } from '#client/areas/shell/features/shell/keep-app-files.ts';
import UpdatePrompt from '#client/areas/shell/features/shell/UpdatePrompt.vue';
import { useToasts } from '#ui/toasts.ts';
import { FakeContainer, fakeServiceWorkers } from '#tests/support/fake-service-workers.ts';

enableAutoUnmount(afterEach);

let container: FakeContainer;
let keeper: AppFilesKeeper;
let reload: ReturnType<typeof vi.fn>;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  tellAppFiles({ state: 'unknown', kept: 0, total: 0 });
  tellUpdate(false);
  useToasts().toasts.value.forEach(({ id }) => useToasts().dismissToast(id));
  container = fakeServiceWorkers(new FakeContainer());
  keeper = new AppFilesKeeper(() => 1);
  reload = vi.fn();
  vi.stubGlobal('location', { ...location, reload });
});
afterEach(() => {
  keeper.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Lets what is under way get on, without time passing. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

async function start(): Promise<void> {
  keeper.start();
  await settle();
}

const SOME_MS = 5_000;

describe('the app on a new device', () => {
  it('is not ready before its worker has all files and is at work', async () => {
    await start();
    const registration = container.registration!;
    const worker = registration.installing!;
    expect(appFiles.value).toEqual({ state: 'fetching', kept: 0, total: 0 });
    container.tell(worker, 61, 190);
    expect(appFiles.value).toEqual({ state: 'fetching', kept: 61, total: 190 });
    container.tell(worker, 190, 190);
    expect(appFiles.value.state).toBe('fetching');
    registration.finishInstalling();
    expect(appFiles.value.state).toBe('fetching');
    registration.activate();
    expect(appFiles.value).toEqual({ state: 'ready', kept: 190, total: 190 });
    expect(isUpdateWaiting.value).toBe(false);
  });

  it.each<[string, () => void]>([
    ['the network is back', () => window.dispatchEvent(new Event('online'))],
    ['the app comes to the front', () => document.dispatchEvent(new Event('visibilitychange'))],
    ['a while has passed', () => void vi.advanceTimersByTime(SOME_MS)],
  ])(
    'goes on with a broken installation when %s, and says until then that it stopped',
    async (_case, act) => {
      await start();
      const first = container.registration!;
      container.tell(first.installing!, 15, 190);
      container.tell(first.installing!, 15, 190, true);
      first.breakInstalling();
      expect(appFiles.value).toEqual({ state: 'stopped', kept: 15, total: 190 });
      await vi.advanceTimersByTimeAsync(100);
      expect(container.register).toHaveBeenCalledOnce();
      act();
      await settle();
      expect(container.register).toHaveBeenCalledTimes(2);
      expect(appFiles.value.state).toBe('fetching');
      container.registration!.finishInstalling();
      container.registration!.activate();
      expect(appFiles.value.state).toBe('ready');
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it('comes back ever later while nothing gets on, and soon again once something does', async () => {
    await start();
    const attempts = async (): Promise<number> => {
      await vi.advanceTimersByTimeAsync(60_000);
      const count = container.register.mock.calls.length;
      container.register.mockClear();
      return count;
    };
    container.register.mockImplementation(async () => {
      throw new TypeError('offline');
    });
    container.registration!.breakInstalling();
    // After 5, 10, 20 … seconds.
    expect(await attempts()).toBeGreaterThan(2);
    expect(await attempts()).toBeLessThan(2);
    expect(await attempts()).toBeLessThan(2);
    container.tell(container.registration!.installing!, 16, 190);
    window.dispatchEvent(new Event('online'));
    expect(await attempts()).toBeGreaterThan(2);
  });

  it('says so where the browser has no service worker', async () => {
    fakeServiceWorkers(undefined);
    await start();
    expect(appFiles.value.state).toBe('unavailable');
    expect(mount(AppFilesState).text()).toContain('電波のない所でアプリを開けません');
  });
});

describe('the app on a device that has it', () => {
  it('is ready at once, though a newer version is being fetched', async () => {
    const registration = container.hasVersion();
    await start();
    expect(appFiles.value.state).toBe('ready');
    container.tell(registration.find(), 3, 190);
    expect(appFiles.value.state).toBe('ready');
    expect(isUpdateWaiting.value).toBe(false);
    registration.finishInstalling();
    expect(isUpdateWaiting.value).toBe(true);
  });

  it('has files that have gone fetched again, and is not ready meanwhile', async () => {
    const registration = container.hasVersion();
    await start();
    expect(registration.active!.heard).toEqual(['COMPLETE_FILES']);
    container.tell(registration.active!, 188, 190);
    expect(appFiles.value).toEqual({ state: 'fetching', kept: 188, total: 190 });
    container.tell(registration.active!, 188, 190, true);
    expect(appFiles.value.state).toBe('stopped');
    window.dispatchEvent(new Event('online'));
    await settle();
    expect(registration.active!.heard).toEqual(['COMPLETE_FILES', 'COMPLETE_FILES']);
    container.tell(registration.active!, 190, 190);
    expect(appFiles.value.state).toBe('ready');
  });

  it('begins an update again that broke off, and stays ready', async () => {
    const registration = container.hasVersion();
    await start();
    registration.find();
    registration.breakInstalling();
    expect(appFiles.value.state).toBe('ready');
    expect(registration.update).not.toHaveBeenCalled();
    window.dispatchEvent(new Event('online'));
    await settle();
    expect(registration.update).toHaveBeenCalledOnce();
  });
});

describe('a newer version', () => {
  it('starts and reloads the page once it is at work', async () => {
    const registration = container.hasVersion();
    await start();
    registration.find();
    const newer = registration.finishInstalling();
    const applied = applyUpdate();
    await settle();
    expect(newer.heard).toContain('SKIP_WAITING');
    expect(reload).not.toHaveBeenCalled();
    registration.activate();
    await applied;
    expect(reload).toHaveBeenCalledOnce();
  });

  it('reloads a page that was open since the first visit', async () => {
    await start();
    const registration = container.registration!;
    registration.finishInstalling();
    registration.activate();
    registration.find();
    registration.finishInstalling();
    expect(isUpdateWaiting.value).toBe(true);
    const applied = applyUpdate();
    await settle();
    registration.activate();
    await applied;
    expect(reload).toHaveBeenCalledOnce();
  });

  it('that another page has started is offered on, and only needs a reload', async () => {
    const registration = container.hasVersion();
    await start();
    registration.find();
    registration.finishInstalling();
    registration.activate();
    expect(isUpdateWaiting.value).toBe(true);
    expect(reload).not.toHaveBeenCalled();
    await applyUpdate();
    expect(reload).toHaveBeenCalledOnce();
  });

  it('that gave way to a still newer one ends in a reload as well', async () => {
    const registration = container.hasVersion();
    await start();
    registration.find();
    const replaced = registration.finishInstalling();
    const applied = applyUpdate();
    await settle();
    replaced.become('redundant');
    await applied;
    expect(reload).toHaveBeenCalledOnce();
  });

  it.each<[string, () => void]>([
    [
      'does not start',
      () => {
        const registration = container.hasVersion();
        registration.find();
        registration.finishInstalling();
      },
    ],
    ['went with everything else that the browser kept', () => void (container.registration = undefined)],
    [
      'cannot be asked for',
      () => void container.getRegistration.mockRejectedValue(new DOMException('no', 'SecurityError')),
    ],
  ])('that %s is told of, and the button can be pressed again', async (_case, arrange) => {
    arrange();
    const prompt = mount(UpdatePrompt);
    const button = prompt.get('button');
    await button.trigger('click');
    expect(button.attributes('aria-busy')).toBe('true');
    await vi.advanceTimersByTimeAsync(15_000);
    expect(reload).not.toHaveBeenCalled();
    expect(useToasts().toasts.value.map(({ text }) => text)).toEqual([
      expect.stringContaining('新しい版をまだ始められません'),
    ]);
    expect(button.attributes('aria-busy')).toBeUndefined();
  });

  it('does not reload once the person has gone on to a task', async () => {
    const registration = container.hasVersion();
    await start();
    registration.find();
    registration.finishInstalling();
    const prompt = mount(UpdatePrompt);
    await prompt.get('button').trigger('click');
    await settle();
    prompt.unmount();
    registration.activate();
    await settle();
    expect(reload).not.toHaveBeenCalled();
    expect(isUpdateWaiting.value).toBe(true);
  });
});

describe('what a person reads of it', () => {
  it('is on Today for as long as files are missing, unless that takes but a moment', async () => {
    tellAppFiles({ state: 'fetching', kept: 61, total: 190 });
    const notice = mount(AppFilesNotice);
    expect(notice.text()).toBe('');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(notice.text()).toContain('電波のない所で使う準備61/190');
    tellAppFiles({ state: 'stopped' });
    await settle();
    expect(notice.text()).toContain('途中で止まっています');
    tellAppFiles({ state: 'ready', kept: 190 });
    await settle();
    expect(notice.text()).toBe('');
  });

  it('is on the sync page in any case', async () => {
    const line = mount(AppFilesState);
    tellAppFiles({ state: 'stopped', kept: 15, total: 190 });
    await settle();
    expect(line.text()).toContain('電波のない所で使う準備 15/190');
    tellAppFiles({ state: 'ready', kept: 190 });
    await settle();
    expect(line.text()).toContain('電波のない所でもアプリが開きます');
  });
});
