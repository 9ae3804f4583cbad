import { createApp } from 'vue';
import { guardPresses } from '#ui/press-guard.ts';
import { browserShelf } from './device-shelf.ts';
import { readEntry } from './entry.ts';
import { readPageData } from './page-data.ts';
import { restoreLanguage } from './preferred-language.ts';
import RespondentApp from './RespondentApp.vue';
import './respondent.css';

guardPresses(document);
restoreLanguage(browserShelf);

const page = readPageData(document);
const entry = page?.state === 'open' ? page.entry : readEntry(location.pathname);
createApp(RespondentApp, { page, entry, shelf: browserShelf }).mount('#app');

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Without it everything works but a reload without a network.
  navigator.serviceWorker
    .register('/s/worker.js', { scope: '/s/' })
    .catch((error: unknown) => console.warn(error));
}
