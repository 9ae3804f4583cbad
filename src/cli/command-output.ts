/** Where a command writes: machine-readable output, and what people read. */
export interface CommandOutput {
  print(line: string): void;
  report(line: string): void;
}

/** Standard output for machines, standard error for people. */
export const STANDARD_OUTPUT: CommandOutput = {
  print: (line) => process.stdout.write(`${line}\n`),
  report: (line) => process.stderr.write(`${line}\n`),
};
