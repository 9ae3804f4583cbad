import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { guardPresses } from '#ui/press-guard.ts';
import { beginAnewOnReturn } from './browser/put-aside.ts';
import { runAfterStart } from './after-start.ts';
import App from './App.vue';
import { useSessionStore } from './areas/shell/features/session/session-store.ts';
import { tellFailure, tellPageFailure, tellRefusal } from './areas/shell/features/shell/failure-notice.ts';
import { listenForInstallation } from './areas/shell/features/shell/installation.ts';
import { restorePreferences } from './areas/shell/features/shell/preferences.ts';
import { createAppRouter } from './router.ts';
import { findWorkspace } from './records/workspace.ts';
import { countUnsent } from './storage/count-unsent.ts';
import './app.css';

guardPresses(document);
beginAnewOnReturn();
listenForInstallation();
restorePreferences();

const app = createApp(App).use(createPinia());
app.config.errorHandler = tellFailure;

const session = useSessionStore();
// The person's database opens while the frame is set up; no page is shown before it is open.
const restored = session.restore().catch(tellFailure);

const hasUnsent = async (): Promise<boolean> => {
  const workspace = findWorkspace();
  return workspace !== null && (await countUnsent(workspace.db)) > 0;
};
const router = createAppRouter({
  restored,
  isSignedIn: () => session.isSignedIn,
  can: session.can,
  hasUnsent,
  tellRefusal,
});
router.onError(tellPageFailure);
app.use(router).mount('#app');

// The first page goes first: on a slow line the files of all others would hold it up.
const isFirstPageThere = router.isReady().catch(() => undefined);
// In development files change by the minute, and none is kept.
if (import.meta.env.PROD) {
  void isFirstPageThere.then(() =>
    runAfterStart(() => {
      import('./areas/shell/features/shell/keep-app-files.ts').then(
        ({ keepAppFiles }) => keepAppFiles(),
        tellFailure,
      );
    }),
  );
}
