import { isAbsolute, join, resolve } from 'node:path'
import type { LaneService } from '@maillon/engine'
import { ConfigError } from './config-error.js'
import { readOpenId, type OpenIdConfig } from './read-open-id.js'
import { readOtlp, type OtlpConfig } from './read-otlp.js'
import { readLanes } from './read-lanes.js'
import { serverRoles, type ServerRole } from './server-role.js'

/** Everything that the server takes from its surroundings. The environment is read here and nowhere else. */
export interface ServerConfig {
  /** Default 5555; 0: any free one. */
  readonly port: number
  /** Default `localhost`: this machine only, on both loopback addresses. */
  readonly host: string
  /** Folder for the embedded database, files, keys and logs. Default `.maillon` under the working directory. */
  readonly dataDir: string
  /** Null: the embedded Postgres under `dataDir`. */
  readonly databaseUrl: string | null
  /** Null: lanes on Postgres. */
  readonly redisUrl: string | null
  /** What this process does. Default: everything. */
  readonly roles: readonly ServerRole[]
  /** Address that people and webhook callers use, without a slash at the end. Null: `http://localhost:<port>`. */
  readonly publicUrl: string | null
  /** Addresses inside the network that flows may call (`127.0.0.1:8080`, `10.0.0.0/8`); everything private is refused otherwise. */
  readonly allowHosts: readonly string[]
  /** Folders of this machine that flows may use: `name=/path` to read, `name=/path:rw` to write too. */
  readonly folders: readonly string[]
  /** Folder for the backups that flows make of this installation. Default `backups` under `dataDir`. */
  readonly backups: string
  /** 32 bytes in base64 or hex. Null: a key file under `dataDir`, made at the first start. */
  readonly secretKey: string | null
  /** Keys besides `secretKey` that still open what they sealed, in the same form. Default: none. */
  readonly otherSecretKeys: readonly string[]
  /** Addresses of proxies whose X-Forwarded-For is believed. Default: none. */
  readonly trustedProxies: readonly string[]
  /** Steps at once in each lane that says nothing else. Default 10. */
  readonly stepConcurrency: number
  /** The lanes that this process serves. Default: default, critical, bulk, notifications and reports. */
  readonly lanes: readonly LaneService[]
  /** MAILLON_LANES names the lanes of this process: it serves no others. Default false: it also serves those that people add. */
  readonly hasOwnLanes: boolean
  /** `file`: JSON lines under `dataDir`/logs, warnings on the terminal too. `stdout`: JSON lines there (containers). */
  readonly log: 'file' | 'stdout' | 'off'
  /** What reaches the log at least. Default `info`. */
  readonly logLevel: LogLevel
  /** Where figures are given without a login, besides `/api/metrics`. Null: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null
  /** Where traces are sent. Null: none are made. */
  readonly otlp: OtlpConfig | null
  /** Folder of the exported web pages. Null: the one of this installation. */
  readonly webRoot: string | null
  /** A service that people may log in by. Null: none. */
  readonly openId: OpenIdConfig | null
  /** Where node packages are looked for, without a slash at the end. Default the public registry of npm. */
  readonly registry: string
  /** Takes packages from `maillon node dev`, which nobody has accepted: on a developer's machine only. Default false. */
  readonly developmentPackages: boolean
  /** Whether workspaces get their own tasks and alerts by themselves. Always; tests that count flows do without. */
  readonly furnishes: boolean
  /** What one step may give, bytes. Default 20,000 MiB. */
  readonly stepData: number
  /** Largest upload in bytes. Default 200 MiB. */
  readonly uploadLimit: number
}

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

export { ConfigError, type OtlpConfig }

/** @throws ConfigError naming the variable that is wrong. */
export function readServerConfig(env: NodeJS.ProcessEnv, workingDirectory: string): ServerConfig {
  const dataDir = text(env, 'MAILLON_DATA') ?? '.maillon'
  return {
    port: integer(env, 'PORT', 5555, 65_535),
    host: text(env, 'HOST') ?? 'localhost',
    dataDir: isAbsolute(dataDir) ? dataDir : join(workingDirectory, dataDir),
    databaseUrl: url(env, 'DATABASE_URL', ['postgres:', 'postgresql:']),
    redisUrl: url(env, 'REDIS_URL', ['redis:', 'rediss:']),
    roles: rolesOf(env),
    publicUrl: url(env, 'MAILLON_PUBLIC_URL', ['http:', 'https:'])?.replace(/\/+$/, '') ?? null,
    allowHosts: list(env, 'MAILLON_ALLOW_HOSTS'),
    folders: list(env, 'MAILLON_FOLDERS'),
    backups: resolve(workingDirectory, text(env, 'MAILLON_BACKUPS') ?? join(dataDir, 'backups')),
    secretKey: text(env, 'MAILLON_SECRET_KEY'),
    otherSecretKeys: list(env, 'MAILLON_SECRET_KEY_OTHERS'),
    trustedProxies: list(env, 'MAILLON_TRUSTED_PROXIES'),
    stepConcurrency: integer(env, 'MAILLON_CONCURRENCY', 10, 1000),
    lanes: readLanes(text(env, 'MAILLON_LANES'), integer(env, 'MAILLON_CONCURRENCY', 10, 1000)),
    hasOwnLanes: text(env, 'MAILLON_LANES') !== null,
    log: logOf(env),
    logLevel: logLevelOf(env),
    metrics: metricsOf(env),
    otlp: readOtlp(env),
    webRoot: webRootOf(env, workingDirectory),
    openId: readOpenId(env),
    registry: url(env, 'MAILLON_REGISTRY', ['http:', 'https:'])?.replace(/\/+$/, '') ?? 'https://registry.npmjs.org',
    developmentPackages: text(env, 'MAILLON_DEVELOPMENT_PACKAGES') === '1',
    furnishes: true,
    stepData: integer(env, 'MAILLON_STEP_DATA_MB', 20_000, 10_000_000) * 1024 * 1024,
    uploadLimit: integer(env, 'MAILLON_UPLOAD_LIMIT_MB', 200, 100_000) * 1024 * 1024,
  }
}

function text(env: NodeJS.ProcessEnv, name: string): string | null {
  const value = env[name]?.trim()
  return value === undefined || value === '' ? null : value
}

function list(env: NodeJS.ProcessEnv, name: string): readonly string[] {
  return (text(env, name) ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '')
}

function integer(env: NodeJS.ProcessEnv, name: string, fallback: number, most: number): number {
  const value = text(env, name)
  if (value === null) return fallback
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > most) throw new ConfigError(`${name}=${value}: a whole number from 0 to ${most} is expected`)
  return number
}

function url(env: NodeJS.ProcessEnv, name: string, protocols: readonly string[]): string | null {
  const value = text(env, name)
  if (value === null) return null
  // The value may hold a password: the message names the variable only.
  if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) throw new ConfigError(`${name}: an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')} is expected`)
  return value
}

function rolesOf(env: NodeJS.ProcessEnv): readonly ServerRole[] {
  const names = list(env, 'MAILLON_ROLES')
  if (names.length === 0) return serverRoles
  const known = serverRoles.filter((role) => names.includes(role))
  if (known.length !== new Set(names).size) throw new ConfigError(`MAILLON_ROLES=${names.join(',')}: some of ${serverRoles.join(', ')} are expected`)
  return known
}

function logOf(env: NodeJS.ProcessEnv): ServerConfig['log'] {
  const value = text(env, 'MAILLON_LOG') ?? 'file'
  if (value === 'file' || value === 'stdout' || value === 'off') return value
  throw new ConfigError(`MAILLON_LOG=${value}: file, stdout or off is expected`)
}

function logLevelOf(env: NodeJS.ProcessEnv): LogLevel {
  const value = text(env, 'MAILLON_LOG_LEVEL') ?? 'info'
  const known = logLevels.find((level) => level === value)
  if (known === undefined) throw new ConfigError(`MAILLON_LOG_LEVEL=${value}: ${logLevels.join(', ')} is expected`)
  return known
}

/** `9464` (this machine only), `10.0.0.5:9464`, `[::]:9464`. */
function metricsOf(env: NodeJS.ProcessEnv): ServerConfig['metrics'] {
  const value = text(env, 'MAILLON_METRICS')
  if (value === null) return null
  const [, host, port] = /^(?:(.+):)?(\d{1,5})$/.exec(value) ?? []
  if (port === undefined || Number(port) > 65_535) throw new ConfigError(`MAILLON_METRICS=${value}: a port, or an address with a port, is expected (127.0.0.1:9464)`)
  return { host: host?.replace(/^\[(.*)\]$/, '$1') ?? '127.0.0.1', port: Number(port) }
}

function webRootOf(env: NodeJS.ProcessEnv, workingDirectory: string): string | null {
  const value = text(env, 'MAILLON_WEB_ROOT')
  return value === null ? null : resolve(workingDirectory, value)
}
