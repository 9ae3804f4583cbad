/** Chromium says it thus, within an error without a name, of a disk that has no room for anybody. */
const NO_SPACE = /FILE_ERROR_NO_SPACE/;

/** Whether something failed because the device has no room left; the reason may lie within another error. */
export function isStorageFull(error: unknown): boolean {
  const { name, message, inner } = (error ?? {}) as { name?: unknown; message?: unknown; inner?: unknown };
  if (name === 'QuotaExceededError' || NO_SPACE.test(String(message))) return true;
  return inner !== undefined && inner !== error && isStorageFull(inner);
}
