import { createApp } from 'vue';
import { guardPresses } from '#ui/press-guard.ts';
import { openShelf } from './device-shelf.ts';
import { nameEntry, readEntry } from './entry.ts';
import { readPageData } from './page-data.ts';
import { restoreLanguage } from './preferred-language.ts';
import { takeOver } from './response-keeper.ts';
import RespondentApp from './RespondentApp.vue';
import './respondent.css';

guardPresses(document);
const shelf = openShelf();
restoreLanguage(shelf);

const page = readPageData(document);
const entry = page?.state === 'open' ? page.entry : readEntry(location.pathname);
const [, carried] = /^#c=(.*)/.exec(location.hash) ?? [];
let isCutOff = false;
if (entry?.kind === 'code' && carried !== undefined) {
  const { readContinuation } = await import('./continuation.ts');
  isCutOff = !takeOver(shelf, nameEntry(entry), await readContinuation(carried));
  // The answers do not stay in the address, which others may see or the browser remember.
  history.replaceState(null, '', location.pathname);
}
createApp(RespondentApp, { page, entry, shelf, isCutOff }).mount('#app');

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Without it everything works but a reload without a network.
  navigator.serviceWorker
    .register('/s/worker.js', { scope: '/s/' })
    .catch((error: unknown) => console.warn(error));
}
