import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { runAfterStart } from './after-start.ts';
import App from './App.vue';
import { useSessionStore } from './areas/shell/features/session/session-store.ts';
import { tellFailure, tellPageFailure } from './areas/shell/features/shell/failure-notice.ts';
import { listenForInstallation } from './areas/shell/features/shell/installation.ts';
import { restorePreferences } from './areas/shell/features/shell/preferences.ts';
import { watchForUpdates } from './areas/shell/features/shell/updates.ts';
import { createAppRouter } from './router.ts';
import { findWorkspace } from './records/workspace.ts';
import './app.css';

listenForInstallation();
restorePreferences();

const app = createApp(App).use(createPinia());
app.config.errorHandler = tellFailure;

const session = useSessionStore();
// The person's database opens while the frame is set up; no page is shown before it is open.
const restored = session.restore().catch(tellFailure);

const hasUnsent = async (): Promise<boolean> => ((await findWorkspace()?.db.outbox.count()) ?? 0) > 0;
const router = createAppRouter({
  restored,
  isSignedIn: () => session.isSignedIn,
  can: session.can,
  hasUnsent,
});
router.onError(tellPageFailure);
app.use(router).mount('#app');

// The service worker of before serves this page already; looking for a newer one can wait.
runAfterStart(watchForUpdates);
