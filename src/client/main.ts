import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { useSessionStore } from './features/session/session-store.ts';
import { listenForInstallation } from './features/shell/installation.ts';
import { restorePreferences } from './features/shell/preferences.ts';
import { watchForUpdates } from './features/shell/updates.ts';
import { createAppRouter } from './router.ts';
import './app.css';

listenForInstallation();
restorePreferences();

const app = createApp(App).use(createPinia());
const session = useSessionStore();
// The person's database has to be open before the first page reads from it.
await session.restore();

app.use(createAppRouter({ isSignedIn: () => session.isSignedIn, can: session.can })).mount('#app');

watchForUpdates();
