import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { restorePreferences } from './features/shell/preferences.ts';
import { createAppRouter } from './router.ts';
import './app.css';

restorePreferences();

createApp(App)
  .use(createPinia())
  .use(createAppRouter({ isSignedIn: () => true, can: () => true }))
  .mount('#app');
