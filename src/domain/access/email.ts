const LONGEST = 254;
/** As much of RFC 5321 as mail services give out, and as the server's schema takes. */
const EMAIL = /^[\w+-]+(?:\.[\w+-]+)*@[\da-z]+(?:[.-][\da-z]+)*\.[a-z]{2,}$/;

/**
 * The e-mail address that someone typed, in the one form in which addresses are compared:
 * half width, small letters, nothing around it. `undefined` when it is none.
 */
export function parseEmail(text: string): string | undefined {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  return plain.length <= LONGEST && EMAIL.test(plain) ? plain : undefined;
}
