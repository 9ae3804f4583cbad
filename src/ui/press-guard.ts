/** How long a control has to have stood there before a press of it counts. */
const ARMED_MS = 500;
/** As near as two taps of one thumb fall. */
const THUMB_PX = 40;

/** Marks a control that is final or destroys something; see `guardPresses`. */
const FINAL = '[data-final]';
/** What stands in here is not on the screen yet. */
const CLOSED = 'dialog:not([open]), details:not([open])';
const CONTROL = 'button, a, label, summary, input, select';

/** A press that went through, and what it was meant for. */
interface Press {
  at: number;
  x: number;
  y: number;
  control: Element | null;
  says: string | null | undefined;
}

/**
 * Lets no press through that was meant for something else than what it hits: the second of a
 * double tap, a tap on a slow phone that came before its screen, a key that is held.
 *
 * - What has come, or says something else, under the last tap takes no other for half a second.
 * - What is final or destroys something (`data-final`) takes none for half a second after it came
 *   or changed what it says, wherever the last tap was; nor one that had begun before.
 * - Enter that is held is one press.
 *
 * Whatever is pressed in vain does nothing, so that whoever goes on tapping gets on. What a
 * program clicks passes.
 */
export function guardPresses(page: Document): void {
  const shown = new WeakMap<Element, { at: number; says: string | null }>();
  let begun: number | undefined;
  let last: Press | undefined;

  function look(): void {
    for (const control of page.querySelectorAll(FINAL)) {
      const says = control.closest(CLOSED) ? null : control.textContent;
      if (shown.get(control)?.says !== says) shown.set(control, { at: performance.now(), says });
    }
  }

  function judge(event: MouseEvent): void {
    if (!event.isTrusted) return;
    const { clientX: x, clientY: y, timeStamp } = event;
    const target = event.target as Element;
    const control = target.closest(CONTROL);
    const press: Press = { at: timeStamp, x, y, control, says: control?.textContent };
    // Without one of its own it comes from a key, an assistive tool, or the label of a field.
    const start = begun ?? timeStamp;
    const marked = target.closest(FINAL);
    const isUnarmed = marked !== null && start - (shown.get(marked)?.at ?? start) < ARMED_MS;
    if (isUnarmed || (begun !== undefined && last && isAnotherUnder(last, press, start))) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (begun !== undefined) last = press;
    begun = undefined;
  }

  page.addEventListener('pointerdown', ({ timeStamp }) => (begun = timeStamp), true);
  page.addEventListener('pointercancel', () => (begun = undefined), true);
  page.addEventListener(
    'keydown',
    (event) => {
      begun = undefined;
      const isHeld = event.key === 'Enter' && event.repeat;
      if (isHeld && !(event.target instanceof HTMLTextAreaElement)) event.preventDefault();
    },
    true,
  );
  page.addEventListener('click', judge, true);
  new MutationObserver(look).observe(page, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['open'],
  });
  look();
}

/** Whether a press soon after another, at its place, hits what was not there then or said something else. */
function isAnotherUnder(last: Press, { x, y, control, says }: Press, start: number): boolean {
  return (
    start - last.at < ARMED_MS &&
    Math.hypot(x - last.x, y - last.y) < THUMB_PX &&
    (control !== last.control || says !== last.says)
  );
}
