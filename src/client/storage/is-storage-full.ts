/** Chromium says it thus, within an error without a name, of a disk that has no room for anybody. */
const NO_SPACE = /FILE_ERROR_NO_SPACE/;

/**
 * Whether something failed because the device has no room left, and for no other reason; it may lie
 * within another error, or be one of several of which each concerns one record.
 */
export function isStorageFull(error: unknown): boolean {
  const { name, message, inner, failures } = (error ?? {}) as {
    name?: unknown;
    message?: unknown;
    inner?: unknown;
    failures?: unknown;
  };
  if (name === 'QuotaExceededError' || NO_SPACE.test(String(message))) return true;
  if (Array.isArray(failures) && failures.some((each) => each !== error && isStorageFull(each))) return true;
  return inner !== undefined && inner !== error && isStorageFull(inner);
}
