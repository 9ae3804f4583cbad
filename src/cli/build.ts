import { buildAll } from './build-all.ts';
import { PACKAGE_ROOT } from './package-root.ts';
import { formatSizeReport } from './size-report.ts';

// npm run build
const report = await buildAll(PACKAGE_ROOT);
process.stdout.write(formatSizeReport(report));
if (!report.isWithinLimit) process.exitCode = 1;
