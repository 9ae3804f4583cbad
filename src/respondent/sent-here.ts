const NAME = 'banso.s.sent';
/** For a browser that keeps nothing. */
let last: string | undefined;

/** Notes that this browsing session has made a submission. */
export function noteSentHere(id: string): void {
  last = id;
  try {
    sessionStorage.setItem(NAME, id);
  } catch {
    // Then the page remembers it until it is closed.
  }
}

/** Whether a submission was made in this browsing session, and not by whoever used the device before. */
export function isSentHere(id: string): boolean {
  try {
    return id === (last ?? sessionStorage.getItem(NAME));
  } catch {
    return false;
  }
}
