import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { OLDEST_BROWSERS } from '#cli/oldest-browsers.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** What runs in browsers. */
const LAYERS = ['domain', 'protocol', 'ui', 'client', 'respondent', 'service-worker'] as const;

/**
 * What is newer than the oldest browsers and would break something there without a word: what came
 * after ES2022 the compiler refuses, but its `DOM` knows everything, and it reads neither styles nor
 * regular expressions that are put together. Niceties whose absence nobody misses may be used:
 * `text-wrap`, `word-break: auto-phrase`, `field-sizing`, `content-visibility`, `scrollbar-width`.
 */
const TOO_NEW: readonly [name: string, pattern: RegExp][] = [
  ['Chrome 110: copies of arrays', /\.(?:toSpliced|toReversed|toSorted)\(/],
  ['Chrome 111: well-formed texts', /\.(?:isWellFormed|toWellFormed)\(/],
  ['Chrome 117: grouping', /\b(?:Object|Map)\.groupBy\(/],
  ['Chrome 119 and later: promises', /\bPromise\.(?:withResolvers|try)\(|\bArray\.fromAsync\(/],
  ['Chrome 116: signals put together', /\bAbortSignal\.any\(/],
  ['Chrome 120: addresses without exceptions', /\bURL\.(?:canParse|parse)\(/],
  // Where it is asked for first, `when-idle.ts`, is the one place.
  [
    'no Safari: idle time',
    /(?<!'requestIdleCallback' in window\) window\.)\brequestIdleCallback\(|\bscheduler\.(?:postTask|yield)\(/,
  ],
  ['Chrome 124, no Safari: streams in a loop', /\bfor await\b/],
  ['Chrome 132: bytes of a body', /\.bytes\(\)/],
  ['Chrome 133: bytes as text', /\.(?:toBase64|fromBase64|toHex|fromHex)\(/],
  ['Safari 17.4: whether something is seen', /\.checkVisibility\(/],
  ['Chrome 114, Safari 17: popovers', /\bpopover(?:target)?=|\.(?:show|hide|toggle)Popover\(/],
  ['Chrome 111: view transitions', /\bstartViewTransition\b|view-transition/],
  ['Chrome 114: the end of scrolling', /['"]scrollend['"]|@scrollend/],
  ['Chrome 120: exclusive details', /<details[^>]*\sname=/],
  ['Chrome 134: buttons that command', /\b(?:commandfor|closedby)=/],
  [
    'Chrome 112: sets in regular expressions',
    /\/[a-z]*v[a-z]*\.(?:test|exec)\(|RegExp\([^)]*, '[a-z]*v[a-z]*'\)/,
  ],
  ['Chrome 125: flags within a regular expression', /\(\?[ims]+:/],
  ['Chrome 136: RegExp.escape', /\bRegExp\.escape\(/],
  ['Chrome 123: imports with attributes', /\bfrom '[^']+' with \{/],
  ['Chrome 111: mixed and perceptual colours', /\bcolor-mix\(|\bokl(?:ch|ab)\(|\b(?:rgb|hsl)\(from /],
  ['Chrome 117: grids within grids', /\bsubgrid\b/],
  ['Chrome 117: transitions from nothing', /@starting-style|allow-discrete|interpolate-size|calc-size\(/],
  ['Chrome 118: scopes', /@scope\b/],
  ['Chrome 120: directions', /:dir\(/],
  ['Chrome 125: anchors', /\banchor-name:|\bposition-anchor:|\banchor\(/],
  ['Chrome 111: trigonometry and later functions in styles', /:[^;{}'"]*\b(?:round|mod|rem|sin|cos|tan)\(/],
];
/** Only in styles: the same words are functions of ours elsewhere. */
const STYLES_ONLY = /trigonometry|directions/;

describe('the oldest browsers', () => {
  it('are those that the README names', () => {
    const named = readFileSync(`${root}/README.md`, 'utf8').replaceAll(/\s+/g, ' ');
    for (const browser of OLDEST_BROWSERS.filter((name) => !name.startsWith('ios'))) {
      const [, name, version] = /^([a-z]+)([\d.]+)$/.exec(browser)!;
      expect(named.toLowerCase(), browser).toContain(`${name} ${version}`);
    }
  });

  it.each(LAYERS)('have what %s may be compiled against', (layer) => {
    const { compilerOptions } = JSON.parse(readFileSync(`${root}/src/${layer}/tsconfig.json`, 'utf8')) as {
      compilerOptions: { lib: string[] };
    };
    expect(compilerOptions.lib.filter((lib) => /^ES/i.test(lib))).toEqual(['ES2022']);
  });

  it.each(LAYERS)('have everything that %s uses', (layer) => {
    const found = listSources(layer).flatMap(({ path, text, isStyle }) =>
      TOO_NEW.filter(([name, pattern]) => (isStyle || !STYLES_ONLY.test(name)) && pattern.test(text)).map(
        ([name]) => `${path}: ${name}`,
      ),
    );
    expect(found).toEqual([]);
  });
});

interface Source {
  path: string;
  text: string;
  isStyle: boolean;
}

/** The sources of a layer without their comments, scripts and styles of a component apart. */
function listSources(layer: string): Source[] {
  return readdirSync(`${root}/src/${layer}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|vue|css|html)$/.test(path))
    .flatMap((path): Source[] => {
      const text = readFileSync(`${root}/src/${layer}/${path}`, 'utf8')
        .replaceAll(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, '')
        .replaceAll(/^\s*\/\/.*$/gm, '');
      if (!path.endsWith('.vue')) return [{ path: `${layer}/${path}`, text, isStyle: path.endsWith('.css') }];
      const styles = [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map((match) => match[1]!);
      return [
        { path: `${layer}/${path}`, text: text.replaceAll(/<style[\s\S]*?<\/style>/g, ''), isStyle: false },
        ...styles.map((style) => ({ path: `${layer}/${path}`, text: style, isStyle: true })),
      ];
    });
}
