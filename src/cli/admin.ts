import { runAdmin } from './run-admin.ts';
import { STANDARD_OUTPUT } from './command-output.ts';

// npm run backup | restore | doctor; as dist/server/admin.js where the sources are not.
process.exitCode = await runAdmin(process.argv.slice(2), STANDARD_OUTPUT, process.env);
