import { describeStart, describeStartFailure } from './announcement.ts';
import { parseConfig } from './settings/config.ts';
import { createLogger } from './journal/log.ts';
import { startServer, type RunningServer } from './start-server.ts';

/** Requests under way get so long when the server is told to stop. */
const STOP_TIMEOUT_MS = 15_000;

try {
  const config = parseConfig(process.env);
  const logger = createLogger(config.logLevel);
  const server = await startServer(config, logger);
  stopOnSignals(server);
  process.stdout.write(describeStart(config, server));
} catch (error) {
  process.stderr.write(describeStartFailure(error));
  process.exitCode = 1;
}

function stopOnSignals(server: RunningServer): void {
  let isStopping = false;
  const stop = (): void => {
    // A terminal sends its signal to every process of the command: once is enough.
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    server.stop().catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exitCode = 1;
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
