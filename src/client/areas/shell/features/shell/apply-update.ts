import { defineMessages, useMessages } from '#ui/messages.ts';
import { useToasts } from '#ui/toasts.ts';
import { findContainer } from './keep-app-files.ts';

/** A new version starts within moments, unless the one before is held up by something. */
const PATIENCE_MS = 10_000;

const t = useMessages(
  defineMessages({
    ja: {
      notStarted:
        '新しい版をまだ始められません。入力した内容は残っています。ほかの画面を閉じてもう一度試すか、電波のよい所でアプリを開き直してください。',
    },
    en: {
      notStarted:
        'The new version cannot be started yet. What you entered is kept. Close other tabs and try again, or open the app anew where there is a good signal.',
    },
  }),
);

/**
 * Starts the newest version that is on the device: the page reloads, or the person is told that
 * it cannot be started yet. Another page may have started it already; then reloading is all
 * there is to do.
 *
 * @param mayReload asked at the last moment: the person may have turned to something that must not be interrupted.
 */
export async function applyUpdate(mayReload: () => boolean = () => true): Promise<void> {
  if (!(await startNewest())) useToasts().showToast({ tone: 'warning', text: t('notStarted') });
  else if (mayReload()) location.reload();
}

/** Whether the newest version is at work. Without any, a reload would find nothing but a missing network. */
async function startNewest(): Promise<boolean> {
  try {
    const registration = await findContainer()?.getRegistration(import.meta.env.BASE_URL);
    const { waiting } = registration ?? {};
    return (!waiting || (await startWorker(waiting))) && Boolean(registration?.active);
  } catch {
    return false;
  }
}

/** Whether a waiting worker has come to work, or given way to a newer one, within a while. */
function startWorker(worker: ServiceWorker): Promise<boolean> {
  return new Promise((resolve) => {
    const isOver = (): boolean => worker.state === 'activated' || worker.state === 'redundant';
    const timer = setTimeout(() => resolve(false), PATIENCE_MS);
    worker.addEventListener('statechange', () => {
      if (!isOver()) return;
      clearTimeout(timer);
      resolve(true);
    });
    if (isOver()) resolve(true);
    worker.postMessage({ type: 'SKIP_WAITING' }, []);
  });
}
