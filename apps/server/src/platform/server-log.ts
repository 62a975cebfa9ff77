import { mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject, Logger } from '@maillon/kernel'
import { pino, type DestinationStream, type Logger as Pino, type LoggerOptions } from 'pino'
import type { ServerConfig } from '../config/server-config.js'

const keepBytes = 20 * 1024 * 1024

/** Headers and fields that never reach a log line, wherever they stand. */
const redacted = ['password', 'token', 'secret', 'authorization', 'cookie', 'set-cookie', 'x-api-key'].flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`])

/** JSON lines, as the configuration asks. Warnings and errors go to the terminal in words as well, unless the lines themselves go there. */
export function createServerLog(config: Pick<ServerConfig, 'log' | 'logLevel' | 'dataDir'>): Pino {
  const options: LoggerOptions = { level: config.logLevel, redact: { paths: redacted, censor: '[redacted]' }, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  if (config.log === 'off') return pino({ ...options, level: 'silent' })
  if (config.log === 'stdout') return pino(options)
  const folder = join(config.dataDir, 'logs')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'server.log')
  keepOneOld(file)
  return pino(options, pino.multistream([{ level: config.logLevel, stream: pino.destination({ dest: file, mkdir: true, sync: false }) }, { level: 'warn', stream: terminal }]))
}

export function kernelLogger(log: Pino): Logger {
  const call = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, data?: JsonObject) => (data === undefined ? log[level](message) : log[level](data, message))
  return { ...(log.isLevelEnabled('debug') ? { debug: call('debug') } : {}), info: call('info'), warn: call('warn'), error: call('error') }
}

/** One line for a person: `warning: …`. */
const terminal: DestinationStream = {
  write(line) {
    const { level, msg, err } = JSON.parse(line) as { level: number; msg?: string; err?: { message?: string } }
    process.stderr.write(`${level >= 50 ? 'error' : 'warning'}: ${[msg, err?.message].filter((part) => part !== undefined && part !== '').join(': ')}\n`)
  },
}

function keepOneOld(file: string): void {
  try {
    if (statSync(file).size > keepBytes) renameSync(file, `${file}.1`)
  } catch {
    // No log yet.
  }
}
