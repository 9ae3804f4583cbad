/**
 * Whether a key belongs to a composition (Japanese input), which Enter ends and Escape takes back,
 * and means nothing else then. Safari tells of that Enter when the composition is over already, and
 * gives it the key code that stands for an input method.
 */
export function isComposing({ isComposing: isUnderWay, keyCode }: KeyboardEvent): boolean {
  return isUnderWay || keyCode === 229;
}
