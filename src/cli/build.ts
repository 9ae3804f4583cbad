import { buildAll } from './build-all.ts';
import { PACKAGE_ROOT } from './package-root.ts';
import { formatSizeReport } from './size-report.ts';

// npm run build
const reports = await buildAll(PACKAGE_ROOT);
process.stdout.write(reports.map(formatSizeReport).join(''));
if (reports.some(({ isWithinLimit }) => !isWithinLimit)) process.exitCode = 1;
