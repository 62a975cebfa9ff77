/**
 * A Maillon server that can be disturbed: the same `startServer` as the program's, with seams. Reads `FAULT_AT` (for example `S6:kill`) at the
 * start and takes further plans as messages of its parent: `{ faultAt: 'S9:hang' }`, `{ isDiskFull: true }`.
 */
import { readServerConfig, startServer } from '@maillon/server'
import { seededFraction } from '../rig/seeded-fraction.js'
import { FaultDesk } from './fault-desk.js'
import { testSeams } from './test-seams.js'

const { FAULT_AT = '', FAULT_NOTES = '', FAULT_STORE_PERCENT = '', FAULT_SEED = '1' } = process.env
const desk = new FaultDesk(FAULT_NOTES)
desk.plan(FAULT_AT)
let isDiskFull = false
process.on('message', (message: { readonly faultAt?: string; readonly isDiskFull?: boolean }) => {
  if (message.faultAt !== undefined) desk.plan(message.faultAt)
  if (message.isDiskFull !== undefined) isDiskFull = message.isDiskFull
  process.send?.({ done: true })
})
// The parent must not be able to end us by going away: the tests decide who ends when.
process.on('disconnect', () => process.exit(1))

// Not during the start: a server that can't start says so and ends, and whoever watches it starts it again.
let isUp = false
const trouble = FAULT_STORE_PERCENT === '' ? null : { percent: () => (isUp ? Number(FAULT_STORE_PERCENT) : 0), fraction: seededFraction(Number(FAULT_SEED)) }
const packages = [new URL('./unruly-nodes.ts', import.meta.url).href]
const server = await startServer(readServerConfig(process.env, process.cwd()), undefined, testSeams(desk, { trouble, isDiskFull: () => isDiskFull, packages }))
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0), () => process.exit(1)))
isUp = true
process.send?.({ port: server.port })
