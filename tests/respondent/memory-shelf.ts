import type { DeviceShelf } from '#respondent/device-shelf.ts';

/** What a browser's storage is to its tabs: each shelf is a tab, all look at the same texts. */
export class MemoryStorage {
  readonly texts = new Map<string, string>();
  /** Private mode, or a full disk. */
  isBlocked = false;
  private readonly tabs: { shelf: DeviceShelf; name: string; tell: (text: string | undefined) => void }[] =
    [];

  openTab(): DeviceShelf {
    const isLasting = (): boolean => !this.isBlocked;
    const shelf: DeviceShelf = {
      get isLasting() {
        return isLasting();
      },
      find: (name) => this.texts.get(name),
      keep: (name, text) => {
        if (this.isBlocked) return false;
        this.texts.set(name, text);
        this.tellOthers(shelf, name, text);
        return true;
      },
      drop: (name) => {
        this.texts.delete(name);
        this.tellOthers(shelf, name, undefined);
      },
      follow: (name, tell) => void this.tabs.push({ shelf, name, tell }),
    };
    return shelf;
  }

  /** Set to false while a phone lets the other tabs sleep. */
  doesTell = true;

  private tellOthers(from: DeviceShelf, name: string, text: string | undefined): void {
    if (!this.doesTell) return;
    for (const tab of this.tabs) if (tab.shelf !== from && tab.name === name) tab.tell(text);
  }
}
