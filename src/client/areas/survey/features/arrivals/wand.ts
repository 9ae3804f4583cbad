import { onBeforeUnmount, onMounted } from 'vue';

/** What a person who types by hand has long finished; a wand's keys come within milliseconds of each other. */
const FORGET_MS = 3_000;
const LONGEST = 200;

/**
 * Hears a wand that types like a keyboard, wherever the focus is: keys up to Enter are a code. What goes
 * into a field of the page stays its own. The Enter that ends a code presses nothing.
 */
export function useWand(read: (text: string) => void): void {
  let typed = '';
  let lastAt = 0;

  function hear(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || isOwnEntry(event.target)) return;
    if (event.timeStamp - lastAt > FORGET_MS) typed = '';
    lastAt = event.timeStamp;
    if ((event.key === 'Enter' || event.key === 'Tab') && typed !== '') {
      event.preventDefault();
      event.stopImmediatePropagation();
      const text = typed;
      typed = '';
      read(text);
      return;
    }
    const symbol = symbolOf(event);
    if (symbol === undefined) return;
    typed = (typed + symbol).slice(-LONGEST);
    // A space or letter of a code neither scrolls nor chooses.
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  onMounted(() => window.addEventListener('keydown', hear, true));
  onBeforeUnmount(() => window.removeEventListener('keydown', hear, true));
}

/** Whether a person types there; what is only pressed or ticked takes no letters. */
function isOwnEntry(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['radio', 'checkbox', 'button', 'submit'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

/** The character of a key, also where the keyboard is set to Japanese and would compose it. */
function symbolOf({ key, code }: KeyboardEvent): string | undefined {
  if (key.length === 1 && key !== ' ') return key;
  if (key !== 'Process' && key !== 'Unidentified') return undefined;
  if (code === 'Minus') return '-';
  return /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code)?.[1];
}
