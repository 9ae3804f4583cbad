import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { leanVue } from './src/cli/lean-vue.ts';
import { OLDEST_BROWSERS } from './src/cli/oldest-browsers.ts';
import { textsInPage } from './src/cli/texts-in-page.ts';
import { withoutInterviewKinds } from './src/cli/without-interview-kinds.ts';

const inRepository = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Every component is written with <script setup>: Vue's options API would be dead weight. */
const define = { __VUE_OPTIONS_API__: 'false' };

/** The staff app at /app/: built to `dist/app`, installable, working without a network. */
const staffApp: UserConfig = {
  root: inRepository('./src/client'),
  base: '/app/',
  publicDir: inRepository('./public'),
  resolve: {
    alias: [
      // Its package leads to the build for browsers of ten years ago, 1.6 KiB larger.
      { find: /^dexie$/, replacement: inRepository('./node_modules/dexie/dist/modern/dexie.mjs') },
      // Also within the packages that use it: see there why.
      { find: /^fflate$/, replacement: inRepository('./src/client/workers/sheet/synchronous-fflate.ts') },
    ],
  },
  plugins: [
    vue(),
    tailwindcss(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: '../service-worker',
      filename: 'app-worker.ts',
      registerType: 'prompt',
      injectRegister: false,
      scope: '/app/',
      // The pattern below takes them already.
      includeManifestIcons: false,
      injectManifest: {
        target: OLDEST_BROWSERS,
        globPatterns: ['**/*.{js,css,html,png,svg}'],
        // Spreadsheets are read and written by office staff alone, who need the server for it anyway.
        globIgnores: ['assets/sheet-worker-*.js'],
      },
      manifest: {
        id: '/app/',
        name: 'Banso 伴走',
        short_name: 'Banso',
        description: '支援センターのコーディネーターのための、電波がなくても使える訪問と相談の記録',
        lang: 'ja',
        dir: 'ltr',
        display: 'standalone',
        start_url: '/app/',
        scope: '/app/',
        background_color: '#f6f7fa',
        theme_color: '#0017c1',
        icons: [
          { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: 'icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
    }),
  ],
  define,
  build: {
    outDir: inRepository('./dist/app'),
    target: OLDEST_BROWSERS,
    emptyOutDir: true,
    manifest: true,
    modulePreload: {
      // Every supported browser preloads modules itself; the polyfill would only cost bytes.
      polyfill: false,
      // The list of what each lazy screen imports would be a twentieth of the first script. The service
      // worker has all of it at hand; before that the screens find their imports themselves.
      resolveDependencies: (_file, dependencies, { hostType }) =>
        hostType === 'html' ? dependencies : dependencies.filter((name) => name.endsWith('.css')),
    },
    rolldownOptions: {
      output: {
        // What every start needs in one file, what Today adds in another: some sixty small
        // ones cost a slow phone more time in asking for them than in reading them.
        codeSplitting: {
          groups: [
            {
              name: 'shell',
              // With what signing in and Today both are made of.
              test: /src[\\/](client[\\/](App\.vue|SignedInApp\.vue|router\.ts)|ui[\\/](BaseButton|ButtonLink|PageHeader)\.vue)/,
              priority: 2,
            },
            {
              name: 'today',
              test: /src[\\/]client[\\/]areas[\\/]field[\\/]pages[\\/]TodayPage\.vue/,
              priority: 1,
            },
          ],
        },
      },
    },
    // A data: URI would need an exception in the content security policy.
    assetsInlineLimit: 0,
  },
  server: {
    // The company's pages are filled in by the server, which serves them as they were last built.
    proxy: Object.fromEntries(
      ['/api', '/s/', '/p/', '/r/', '/h/', '/n/'].map((path) => [
        path,
        process.env['API_ORIGIN'] ?? 'http://localhost:3000',
      ]),
    ),
  },
};

/** The company's page at /s/: built to `dist/respondent`; its service worker is built apart. */
const respondentApp: UserConfig = {
  root: inRepository('./src/respondent'),
  base: '/s/',
  publicDir: false,
  // What saves time where much is drawn again costs bytes; one question at a time has little to draw.
  plugins: [
    leanVue(),
    withoutInterviewKinds(),
    vue({ template: { compilerOptions: { hoistStatic: false, cacheHandlers: false } } }),
    tailwindcss(),
    textsInPage(),
  ],
  define,
  build: {
    outDir: inRepository('./dist/respondent'),
    target: OLDEST_BROWSERS,
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
};

/** The mode says which of the two apps. */
export default defineConfig(({ mode }) => (mode === 'respondent' ? respondentApp : staffApp));
