/** The colours of a chart, resolved from the page's tokens for the theme it has now. */
export interface ChartColours {
  series: string[];
  none: string;
  text: string;
  muted: string;
  line: string;
  surface: string;
}

const TOKENS: ChartColours = {
  series: [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `var(--series-${number})`),
  none: 'var(--series-none)',
  text: 'var(--text)',
  muted: 'var(--text-muted)',
  line: 'var(--line)',
  surface: 'var(--surface-raised)',
};

/**
 * Where a person's own colours replace ours (high contrast), a chart has them, too: no browser does it
 * on a canvas. With the stripes of `computeSeriesFill` the first eight series are told apart.
 */
const OWN_COLOURS: ChartColours = {
  series: [
    'CanvasText',
    'Highlight',
    'CanvasText',
    'Highlight',
    'GrayText',
    'GrayText',
    'CanvasText',
    'Highlight',
  ],
  none: 'GrayText',
  text: 'CanvasText',
  muted: 'CanvasText',
  line: 'GrayText',
  surface: 'Canvas',
};

const FORCED = '(forced-colors: active)';

/** Reads the colours as they apply to an element: `light-dark()` is resolved only by a real property. */
export function readChartColours(element: HTMLElement): ChartColours {
  const probe = document.createElement('span');
  probe.hidden = true;
  // Else a person's own colours would make all of them the colour of the text.
  probe.style.setProperty('forced-color-adjust', 'none');
  element.append(probe);
  const read = (colour: string): string => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const { series, none, text, muted, line, surface } = matchMedia(FORCED).matches ? OWN_COLOURS : TOKENS;
  const colours = {
    series: series.map(read),
    none: read(none),
    text: read(text),
    muted: read(muted),
    line: read(line),
    surface: read(surface),
  };
  probe.remove();
  return colours;
}

let followers = 0;
/** The person's own choice while the page is light for paper; nothing where the device decides. */
let themeOfScreen: string | undefined;
let isOnPaper = false;

/** Paper is light whatever the screen is: what is written follows by itself, a canvas has to be drawn again. */
function beLight(): void {
  if (isOnPaper) return;
  isOnPaper = true;
  themeOfScreen = document.documentElement.dataset['theme'];
  document.documentElement.dataset['theme'] = 'light';
}
function beAsBefore(): void {
  if (!isOnPaper) return;
  isOnPaper = false;
  if (themeOfScreen === undefined) delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = themeOfScreen;
}

/** Calls back when the page's theme changes, by the device, by the person or for paper; gives the way to stop. */
export function onThemeChange(listener: () => void): () => void {
  followers += 1;
  // One and the same listener, however many charts there are, is added but once.
  window.addEventListener('beforeprint', beLight);
  window.addEventListener('afterprint', beAsBefore);
  const device = [matchMedia('(prefers-color-scheme: dark)'), matchMedia(FORCED)];
  const observer = new MutationObserver(listener);
  for (const query of device) query.addEventListener('change', listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    for (const query of device) query.removeEventListener('change', listener);
    observer.disconnect();
    followers -= 1;
    if (followers > 0) return;
    // The page may be left while it is being printed.
    beAsBefore();
    window.removeEventListener('beforeprint', beLight);
    window.removeEventListener('afterprint', beAsBefore);
  };
}
