/** Hands a file to the person, in the way the browser saves downloads. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the content over once the click is dispatched; freeing it in the same task cancels it in Safari.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
