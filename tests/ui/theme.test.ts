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

/** The linear channels of a colour. */
function channels(colour: string): [red: number, green: number, blue: number] {
  return [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour);
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

type Matrix = [red: number[], green: number[], blue: number[]];
/** How linear colours reach an eye: Machado, Oliveira and Fernandes (2009), severity 1. */
const VISION: Record<string, Matrix> = {
  'all cones’': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopic: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopic: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopic: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** How far two colours are apart in OKLab, as an eye sees them; from black to white it is 1. */
function difference(one: string, other: string, vision: Matrix): number {
  const [a, b] = [one, other].map((colour) => {
    const linear = channels(colour);
    const seen = vision.map((row) => Math.max(0, mix(row, linear)));
    const [l, m, s] = [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ].map((row) => Math.cbrt(mix(row, seen)));
    return [
      0.2104542553 * l! + 0.793617785 * m! - 0.0040720468 * s!,
      1.9779984951 * l! - 2.428592205 * m! + 0.4505937099 * s!,
      0.0259040371 * l! + 0.7827717662 * m! - 0.808675766 * s!,
    ];
  }) as [number[], number[]];
  return Math.hypot(...a.map((value, index) => value - b[index]!));
}

function mix(row: readonly number[], values: readonly number[]): number {
  return row.reduce((sum, factor, index) => sum + factor * values[index]!, 0);
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

  it.each(Object.entries(VISION))('has eight chart series that %s eyes tell apart', (_, vision) => {
    const series = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => token(`series-${number}`, mode));
    for (const [index, one] of series.entries())
      for (const other of series.slice(index + 1))
        expect(difference(one, other, vision), `${one} and ${other}`).toBeGreaterThanOrEqual(0.09);
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
