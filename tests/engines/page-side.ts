/*
 * Runs within the pages: finds what a person would look for, as assistive technology names it, and
 * says where it lies. Built to one script by `page-script.ts`.
 */

/** Text that is contained, or a pattern. */
export type Words = string | { pattern: string };

/** What one looks for. */
export interface Target {
  role?: Role;
  /** Its name, or for `text` what stands in it. */
  name?: Words;
  selector?: string;
  text?: Words;
  /** Which of several, from 0. */
  nth?: number;
  /** Only in what this finds. */
  within?: Target;
}

export interface Found {
  x: number;
  y: number;
  /** Whether a press there reaches it. */
  isReachable: boolean;
  text: string;
  value: string;
  isChecked: boolean;
  hasFocus: boolean;
}

const ROLES = {
  button: 'button, [role=button], summary',
  link: 'a[href]',
  heading: 'h1, h2, h3, h4, h5, h6',
  checkbox: 'input[type=checkbox]',
  radio: 'input[type=radio]',
  textbox:
    'textarea, input:not([type]), input[type=text], input[type=email], input[type=password], input[type=tel], input[type=number]',
  searchbox: 'input[type=search]',
  combobox: 'select',
  dialog: 'dialog[open], [role=dialog]',
  row: 'tr',
  list: 'ul, ol',
  img: 'img, svg[role=img], canvas[role=img], [role=img]',
} as const;
export type Role = keyof typeof ROLES;

/** How many are seen. */
export function count(target: Target): number {
  return findAll(target).length;
}

/** Brings it into view, and says where it is; null when it is not seen. */
export function locate(target: Target): Found | null {
  const element = findAll(target)[target.nth ?? 0];
  if (!element) return null;
  let box = element.getBoundingClientRect();
  if (!isReached(element, box)) {
    element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    box = element.getBoundingClientRect();
  }
  const input = element as HTMLInputElement;
  return {
    x: box.left + box.width / 2,
    y: box.top + box.height / 2,
    isReachable: isReached(element, box),
    text: textOf(element),
    value: input.value ?? '',
    isChecked: input.checked ?? false,
    hasFocus: document.activeElement === element,
  };
}

/** Puts the cursor behind the last word. */
export function goToEnd(target: Target): null {
  const field = findAll(target)[0] as HTMLInputElement | undefined;
  // Fields for addresses and numbers have no such place.
  if (field && ['text', 'textarea', 'search', 'tel', 'password'].includes(field.type))
    field.setSelectionRange(field.value.length, field.value.length);
  return null;
}

/** Chooses in a list, which every system opens in a way of its own. */
export function choose(target: Target, value: string): boolean {
  const select = findAll(target)[0] as HTMLSelectElement | undefined;
  const option = [...(select?.options ?? [])].find((one) => one.value === value || one.text.trim() === value);
  if (!select || !option) return false;
  select.focus();
  select.value = option.value;
  select.dispatchEvent(new Event('input', { bubbles: true }));
  select.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
}

function findAll({ role, name, selector, text, within }: Target): Element[] {
  const roots: ParentNode[] = within ? findAll(within) : [document];
  const all = roots.flatMap((root) => [
    ...root.querySelectorAll(selector ?? (role ? ROLES[role] : 'body *')),
  ]);
  return all.filter(
    (element) =>
      isSeen(element) &&
      (name === undefined || matches(nameOf(element), name)) &&
      (text === undefined || (matches(textOf(element), text) && !holdsDeeper(element, text))),
  );
}

/** Of what stands within each other, the innermost is meant. */
function holdsDeeper(element: Element, text: Words): boolean {
  return [...element.children].some((child) => isSeen(child) && matches(textOf(child), text));
}

function isSeen(element: Element): boolean {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== 'hidden';
}

function isReached(element: Element, box: DOMRect): boolean {
  const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  if (!hit) return false;
  const labels = [...((element as HTMLInputElement).labels ?? [])];
  return [element, ...labels].some((one) => one.contains(hit) || (hit.contains(one) && hit === one));
}

function matches(words: string, wanted: Words): boolean {
  return typeof wanted === 'string'
    ? words.includes(tidy(wanted))
    : new RegExp(wanted.pattern, 'u').test(words);
}

function nameOf(element: Element): string {
  const by = element.getAttribute('aria-labelledby');
  if (by)
    return tidy(
      by
        .split(/\s+/)
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' '),
    );
  const own = element.getAttribute('aria-label');
  if (own) return tidy(own);
  const labels = (element as HTMLInputElement).labels;
  if (labels && labels.length > 0) return tidy([...labels].map(textOf).join(' '));
  return tidy(element.getAttribute('alt') ?? textOf(element));
}

function textOf(element: Element): string {
  const parts = [...element.childNodes].map((node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
    if (!(node instanceof Element) || node.getAttribute('aria-hidden') === 'true') return '';
    return node.getAttribute('aria-label') ?? node.getAttribute('alt') ?? textOf(node);
  });
  return tidy(parts.join(' '));
}

/** Spaces between the parts of a Japanese sentence mean nothing. */
function tidy(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<=[^\x20-\x7E]) | (?=[^\x20-\x7E])/g, '')
    .trim();
}
