/** What someone has typed into a form and not sent yet, kept on this device across reloads. */
export interface FormDraft<Typed> {
  read(): Typed | undefined;
  write(typed: Typed): void;
  clear(): void;
}

/**
 * The unsent input of a form. A device that cannot keep it (storage full or switched off)
 * loses the draft at a reload, but typing goes on.
 * @param name tells forms and people apart
 */
export function openFormDraft<Typed>(name: string): FormDraft<Typed> {
  const key = `banso.upkeep.${name}`;
  return {
    read() {
      try {
        const text = localStorage.getItem(key);
        return text === null ? undefined : (JSON.parse(text) as Typed);
      } catch {
        return undefined;
      }
    },
    write(typed) {
      try {
        localStorage.setItem(key, JSON.stringify(typed));
      } catch (error) {
        console.warn('the draft of the form cannot be kept', error);
      }
    },
    clear: () => localStorage.removeItem(key),
  };
}
