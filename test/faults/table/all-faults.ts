import { bellFaults } from './bells.js'
import { clockFaults } from './clock.js'
import { diskFaults } from './disks.js'
import type { Fault } from './fault.js'
import { loadFaults } from './load.js'
import { nemesisFaults } from './nemesis.js'
import { nodeFaults } from './nodes.js'
import { pointFaults } from './points.js'
import { postgresFaults } from './postgres.js'
import { redisFaults } from './redis.js'
import { scheduleFaults } from './schedules.js'
import { upstreamFaults } from './upstream.js'
import { versionFaults } from './versions.js'
import { waitFaults } from './waits.js'
import { workerFaults } from './workers.js'

/** The whole table, in the order in which it runs. */
export const allFaults: readonly Fault[] = [
  ...pointFaults, ...workerFaults, ...bellFaults, ...nodeFaults, ...clockFaults, ...upstreamFaults, ...versionFaults, ...waitFaults, ...scheduleFaults, ...redisFaults, ...postgresFaults,
  ...diskFaults, ...loadFaults, ...nemesisFaults,
]
