/** A worker process of bench 6: its nodes wait 20 ms. */
import { setTimeout as pause } from 'node:timers/promises'
import { openBenchEngine } from './bench-engine.js'

const { databaseUrl, redisUrl, length } = JSON.parse(process.argv[2] ?? '{}') as { readonly databaseUrl: string; readonly redisUrl: string | null; readonly length: number }
const lanes = redisUrl === null ? ({ kind: 'postgres', connectionString: databaseUrl } as const) : ({ kind: 'redis', url: redisUrl } as const)
const engine = await openBenchEngine({ databaseUrl, redisUrl, lanes, stop: () => Promise.resolve() }, length, { concurrency: 4, work: () => pause(20) })
process.send?.('ready')
process.once('message', () => void engine.close().then(() => process.exit()))
