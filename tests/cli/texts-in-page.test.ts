import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Rollup } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leanVue } from '#cli/lean-vue.ts';
import { textsInPage } from '#cli/texts-in-page.ts';

const MAIN = `
const words = { ja: { greet: (name) => \`\${name}さん、こんにちは\`, bye: 'さようなら' }, en: { greet: (name) => \`Hello \${name}\`, bye: '</script>' } };
const rule = { ja: { number: (text) => (text ? '問' : ''), way: '道' }, en: { number: (text) => text, way: 'way' } };
window.said = [words.ja.greet('花子'), words.en.bye, rule.ja.number('1'), rule.ja.way];
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banso-texts-'));
  await mkdir(join(folder, 'src'));
  await writeFile(
    join(folder, 'index.html'),
    '<html><body><script type="module" src="/src/main.js"></script></body></html>',
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function buildPage(main: string): Promise<{ html: string; script: string }> {
  await writeFile(join(folder, 'src', 'main.js'), main);
  const result = (await build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    plugins: [leanVue(), textsInPage()],
    build: { write: false, modulePreload: { polyfill: false }, rolldownOptions: { external: ['vue'] } },
  })) as Rollup.RollupOutput;
  const html = result.output.find(({ fileName }) => fileName.endsWith('.html'));
  const script = result.output.find(({ type }) => type === 'chunk');
  return {
    html: String(html?.type === 'asset' ? html.source : ''),
    script: script?.type === 'chunk' ? script.code : '',
  };
}

describe('texts in the page', () => {
  test('stand in the page instead of the script, which says the same as before', async () => {
    const { html, script } = await buildPage(MAIN);
    for (const text of ['こんにちは', 'さようなら', 'Hello', '道']) {
      expect(script).not.toContain(text);
      expect(html).toContain(text);
    }
    // What is decided by the script stays there.
    expect(script).toContain('問');
    const json = /id="page-texts">([^<]*)<\/script>/.exec(html)?.[1];
    const window: { said?: string[] } = {};
    const document = { getElementById: (id: string) => (id === 'page-texts' ? { textContent: json } : null) };
    // oxlint-disable-next-line typescript/no-implied-eval -- what a browser would do with the built script
    new Function('window', 'document', script)(window, document);
    expect(window.said).toEqual(['花子さん、こんにちは', '</script>', '問', '道']);
  });

  test('a page that needs what is left out of Vue is not built', async () => {
    const page = (name: string): string => `import { ${name} } from 'vue'; window.said = ${name};`;
    await expect(buildPage(page('Teleport'))).rejects.toThrow('Teleport');
    await expect(buildPage(page('withDirectives'))).rejects.toThrow('withDirectives');
    await expect(buildPage("import { ref } from 'vue'; window.said = ref(new Map());")).rejects.toThrow(
      'ref(new Map',
    );
    const inDepth = "import { watch } from 'vue'; window.said = watch([], () => 1, { deep: true });";
    await expect(buildPage(inDepth)).rejects.toThrow('deep: ');
    await expect(buildPage(page('computed'))).resolves.toBeDefined();
  });
});
