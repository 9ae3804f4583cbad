/** The colours of a chart, resolved from the page's tokens for the theme it has now. */
export interface ChartColours {
  series: string[];
  none: string;
  text: string;
  muted: string;
  line: string;
  surface: string;
}

const SERIES_COUNT = 6;

/** Reads the tokens as they apply to an element: `light-dark()` is resolved only by a real property. */
export function readChartColours(element: HTMLElement): ChartColours {
  const probe = document.createElement('span');
  probe.hidden = true;
  // Else a person's own colours would make all of them the colour of the text.
  probe.style.setProperty('forced-color-adjust', 'none');
  element.append(probe);
  const read = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    series: Array.from({ length: SERIES_COUNT }, (_, index) => read(`--series-${index + 1}`)),
    none: read('--series-none'),
    text: read('--text'),
    muted: read('--text-muted'),
    line: read('--line'),
    surface: read('--surface-raised'),
  };
  probe.remove();
  return colours;
}

/** Calls back when the page's theme changes, by the device or by the person; gives the way to stop. */
export function onThemeChange(listener: () => void): () => void {
  const device = [matchMedia('(prefers-color-scheme: dark)'), matchMedia('(forced-colors: active)')];
  const observer = new MutationObserver(listener);
  for (const query of device) query.addEventListener('change', listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    for (const query of device) query.removeEventListener('change', listener);
    observer.disconnect();
  };
}
