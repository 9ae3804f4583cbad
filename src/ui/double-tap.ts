const DOUBLE_TAP_MS = 350;

let lastMs = -DOUBLE_TAP_MS;

/**
 * Whether a click on a button that leads on is the second of a double tap: its screen has not
 * been read yet. A mouse counts its clicks itself; phones and held keys say only when.
 */
export function isSecondTap({
  timeStamp,
  detail,
  isTrusted,
  pointerType,
}: MouseEvent & { pointerType?: string }): boolean {
  const isSoon = timeStamp - lastMs < DOUBLE_TAP_MS;
  const isSecond = isTrusted && isSoon && (detail > 1 || pointerType !== 'mouse');
  // What is passed over starts no time of its own: whoever goes on tapping gets on.
  if (!isSecond) lastMs = timeStamp;
  return isSecond;
}
