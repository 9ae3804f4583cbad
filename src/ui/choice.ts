/** One thing that can be chosen in a list of choices. */
export interface Choice<Value extends string = string> {
  value: Value;
  label: string;
  /** A quieter second line. */
  hint?: string;
  disabled?: boolean;
}
