/**
 * The oldest browsers that both apps run in: the one place that says so. Scripts and styles are
 * built for them (`vite.config.ts`, `build-all.ts`); the layers that run in browsers are compiled
 * against ES2022 (`lib` in their `tsconfig.json`), the newest that all of these know whole; what
 * no compiler sees is held by `tests/oldest-browsers.test.ts`.
 *
 * Chrome 109 is the last one on Windows 7 and 8, Safari 16.4 the first with installed apps that
 * may be told things, Firefox 128 the long-term release that followed the one for those Windows.
 */
export const OLDEST_BROWSERS: string[] = ['chrome109', 'edge109', 'safari16.4', 'ios16.4', 'firefox128'];
