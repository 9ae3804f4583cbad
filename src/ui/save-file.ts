export const CSV = 'text/csv;charset=utf-8';
export const JSON_TEXT = 'application/json';
export const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Hands content to the browser as a file for the person to keep. */
export function saveFile(name: string, content: string | ArrayBuffer | Blob, mediaType: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Safari reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
