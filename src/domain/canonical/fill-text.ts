import { separateThousands } from './numbers.ts';

/** Fills `{name}` parameters into a text; numbers are written with thousands separators. */
export function fillText(text: string, parameters: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = parameters[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? separateThousands(value) : value;
  });
}
