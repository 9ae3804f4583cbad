/** The fewest characters of a password; the server also refuses common ones. */
export const MIN_PASSWORD_LENGTH = 12;

/** Whether a password is long enough, counted in characters as people see them. */
export function isLongEnough(password: string): boolean {
  return [...password].length >= MIN_PASSWORD_LENGTH;
}
