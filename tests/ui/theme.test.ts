import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const theme = readFileSync(`${root}/src/ui/theme.css`, 'utf8');
const palette = readFileSync(`${root}/node_modules/@digital-go-jp/tailwind-theme-plugin/dist/v4.css`, 'utf8');

const paletteColours = new Map(
  [...palette.matchAll(/(--color-[\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]),
);

function resolveColour(value: string): string {
  const name = /^var\((--color-[\w-]+)\)$/.exec(value)?.[1];
  const colour = name ? paletteColours.get(name) : value;
  if (!colour || !/^#[0-9a-f]{6}$/.test(colour)) throw new Error(`no colour: ${value}`);
  return colour;
}

const tokens = new Map(
  [...theme.matchAll(/--([\w-]+):\s*light-dark\(([^,]+),\s*(.+)\);/g)].map(([, name, light, dark]) => [
    name!,
    { light: resolveColour(light!.trim()), dark: resolveColour(dark!.trim()) },
  ]),
);

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio, WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((left, right) => right - left) as [
    number,
    number,
  ];
  return (lighter + 0.05) / (darker + 0.05);
}

function token(name: string, mode: 'light' | 'dark'): string {
  const found = tokens.get(name);
  if (!found) throw new Error(`no token --${name}`);
  return found[mode];
}

const SURFACES = ['surface', 'surface-raised', 'surface-sunken'];
/** Text on a ground, which must reach 4.5:1. */
const TEXTS: [ink: string, grounds: string[]][] = [
  [
    'text',
    [
      ...SURFACES,
      'action-soft',
      'danger-soft',
      'warning-soft',
      'done-soft',
      'above-weak',
      'above-strong',
      'below-weak',
      'below-strong',
    ],
  ],
  ['text-muted', [...SURFACES, 'action-soft']],
  ['action', [...SURFACES, 'action-soft']],
  ['danger', [...SURFACES, 'danger-soft']],
  ['warning', [...SURFACES, 'warning-soft']],
  ['done', [...SURFACES, 'done-soft']],
  ['action-text', ['action', 'action-hover']],
  ['danger-text', ['danger']],
  ['surface-raised', ['warning']],
  ['surface', ['text']],
];
/** Edges of controls and the focus ring, which must reach 3:1. */
const EDGES: [edge: string, grounds: string[]][] = [
  ['line-strong', SURFACES],
  ['focus', SURFACES],
];

describe.each(['light', 'dark'] as const)('the %s theme', (mode) => {
  it.each(TEXTS)('has --%s readable on its grounds', (ink, grounds) => {
    for (const ground of grounds) {
      expect(contrast(token(ink, mode), token(ground, mode)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(
        4.5,
      );
    }
  });

  it.each(EDGES)('has --%s visible on its grounds', (edge, grounds) => {
    for (const ground of grounds) {
      expect(contrast(token(edge, mode), token(ground, mode)), `${edge} on ${ground}`).toBeGreaterThanOrEqual(
        3,
      );
    }
  });

  it('has chart series that stand out from the page', () => {
    for (const [name, colours] of tokens) {
      if (!/^series-\d/.test(name)) continue;
      expect(contrast(colours[mode], token('surface-raised', mode)), name).toBeGreaterThanOrEqual(3);
    }
  });
});

it('is the only place that names palette colours', () => {
  const rawColour =
    /\b(?:bg|text|border|ring|outline|fill|stroke|accent|divide|from|to|via)-(?:(?:key|solid-gray|opacity-gray|blue|light-blue|cyan|green|lime|yellow|orange|red|magenta|purple|gray|slate|zinc|neutral|sky|indigo|amber|emerald|teal|pink|rose)-\d{2,4}|white|black)\b/;
  for (const folder of ['src/ui', 'src/client']) {
    for (const entry of readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(vue|ts)$/.test(entry)) continue;
      const source = readFileSync(`${root}/${folder}/${entry}`, 'utf8');
      expect(rawColour.exec(source)?.[0], `${folder}/${entry}`).toBeUndefined();
    }
  }
});
