import type { LoggerService } from '@nestjs/common'
import type { Logger as Pino } from 'pino'

/** Nest's own words: warnings and errors are worth a line, the tour of its modules isn't. */
export function nestLogger(log: Pino): LoggerService {
  const text = (message: unknown): string => (typeof message === 'string' ? message : message instanceof Error ? message.message : JSON.stringify(message))
  return {
    log: () => undefined,
    debug: () => undefined,
    verbose: () => undefined,
    warn: (message: unknown) => log.warn(text(message)),
    error: (message: unknown, stack?: unknown) => log.error({ stack: typeof stack === 'string' ? stack : undefined }, text(message)),
    fatal: (message: unknown) => log.fatal(text(message)),
  }
}
