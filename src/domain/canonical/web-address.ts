/** Whether a text is the address of a page of the web: nothing else may stand behind a link that people typed. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/$.?#][^\s"<>]*$/i.test(text);
}
