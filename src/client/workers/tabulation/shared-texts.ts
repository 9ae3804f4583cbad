/** Codes are short; ids and instants, of which each comes once, are not. */
const LONGEST = 20;

/**
 * Keeps each short text once, however many records hold it: what comes from the device's database has a copy of each
 * code for each answer, which takes half of the memory of a hundred thousand responses.
 */
export class SharedTexts {
  private readonly known = new Map<string, string>();

  /** The same value, its texts replaced by the ones that are kept; changes it in place. */
  share<Value>(value: Value): Value {
    if (typeof value === 'string') return (value.length > LONGEST ? value : this.keep(value)) as Value;
    if (typeof value !== 'object' || value === null) return value;
    const members = value as Record<string, unknown>;
    for (const name of Object.keys(members)) {
      const member = members[name];
      if (typeof member === 'string' || typeof member === 'object') members[name] = this.share(member);
    }
    return value;
  }

  private keep(text: string): string {
    const kept = this.known.get(text);
    if (kept === undefined) this.known.set(text, text);
    return kept ?? text;
  }
}
