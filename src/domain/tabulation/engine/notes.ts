/** Lines about what was asked for and is `null`, each said once. */
export class Notes {
  private readonly lines = new Set<string>();

  add(path: string, reason: string): void {
    this.lines.add(`${path}: ${reason}`);
  }

  list(): string[] {
    return [...this.lines];
  }
}
