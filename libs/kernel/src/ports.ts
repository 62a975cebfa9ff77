import type { JsonObject } from './json.js'

/** The only source of time below `apps/`. */
export interface Clock {
  /** Milliseconds since the epoch. Never used for leases or order: those take the database's clock. */
  now(): number
}

/** The only source of randomness and ids below `apps/`. */
export interface Random {
  /** A new id: 128 bits, unguessable, in the order in which one process makes them (UUID v7; see `sortableIds`). */
  id(): string
  /** A URL-safe token with `bytes` bytes of entropy. */
  token(bytes: number): string
  /** 0 <= x < 1, for jitter. */
  fraction(): number
}

export interface Logger {
  /** Absent: nobody reads so much. */
  debug?(message: string, data?: JsonObject): void
  info(message: string, data?: JsonObject): void
  warn(message: string, data?: JsonObject): void
  error(message: string, data?: JsonObject): void
}

/** Logs nothing. */
export const silentLogger: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined }
