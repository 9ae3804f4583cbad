import { BrowserProcess } from '#tests/sync/processes/browser-process.ts';
import { findBrowser } from '#tests/support/find-browser.ts';
import type { EngineKind, EngineWindow, Size } from '#tests/engines/driver.ts';

/** The Chromium of the end-to-end tests. */
export const chromium: EngineKind = {
  name: 'chromium',
  find: () => {
    const program = findBrowser();
    return Promise.resolve({
      hasServiceWorkers: true,
      notDriven: [],
      open: (profileDir, size) => openChromium(program, profileDir, size),
    });
  },
};

/** A window of a Chromium, a phone with touch where it is narrow, over its own debugging protocol. */
export async function openChromium(
  program: string,
  profileDir: string,
  size: Size,
  flags: string[] = [],
): Promise<EngineWindow> {
  const browser = await BrowserProcess.start(program, profileDir, flags);
  const { page, context } = browser;
  const session = await context.newCDPSession(page);
  const resize = async ({ width, height }: Size): Promise<void> => {
    await session.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: width < 600,
    });
  };
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await session.send('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-reduced-motion', value: 'reduce' }],
  });
  await resize(size);
  const { product, userAgent } = await session.send('Browser.getVersion');
  await session.send('Emulation.setUserAgentOverride', { userAgent, acceptLanguage: 'ja-JP' });
  return {
    version: product,
    go: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    ask: (body, args) => page.evaluate(`(async (args) => { ${body} })(${JSON.stringify(args)})`),
    async tap(point) {
      await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
      await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    },
    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(key),
    resize,
    async look() {
      const { data } = await session.send('Page.captureScreenshot', { format: 'png' });
      return Buffer.from(data, 'base64');
    },
    setOffline: (isOffline) => context.setOffline(isOffline),
    async compose(phrase) {
      await session.send('Input.imeSetComposition', {
        text: phrase,
        selectionStart: phrase.length,
        selectionEnd: phrase.length,
      });
    },
    async endComposing() {
      const enter = { key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 };
      await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
      const phrase = await page.evaluate('document.activeElement.value.split(/[、,]/).at(-1)');
      await session.send('Input.insertText', { text: String(phrase) });
      await session.send('Input.dispatchKeyEvent', {
        type: 'keyUp',
        key: 'Enter',
        code: 'Enter',
        windowsVirtualKeyCode: 13,
      });
    },
    kill: () => browser.kill(),
    close: () => browser.quit(),
  };
}
