/** Names under which Nest hands out what has no class of its own. */
export const CONFIG = Symbol('config')
export const CLOCK = Symbol('clock')
export const RANDOM = Symbol('random')
export const LOGGER = Symbol('logger')
/** The initialized TypeORM connection of libs/storage. */
export const DATABASE = Symbol('database')
export const CATALOGUE = Symbol('catalogue')
/** The node packages, with what lies above them (libs/node-host, `LayeredPackages`). */
export const PACKAGES = Symbol('packages')
export const BLOBS = Symbol('blobs')
export const DATASETS = Symbol('datasets')
export const KEYRING = Symbol('keyring')
/** The facade of libs/engine, its reader of runs, and the events of all runs. */
export const ENGINE = Symbol('engine')
export const RUN_READER = Symbol('run-reader')
export const ENGINE_EVENTS = Symbol('engine-events')
/** The way out for HTTP and its address rules (libs/node-host), for tests of credentials. */
export const EGRESS = Symbol('egress')
export const NODE_HOST = Symbol('node-host')
/** Who hears what the engine does (features/observing). */
export const ENGINE_OBSERVERS = Symbol('engine-observers')
export const RUN_STORE = Symbol('run-store')
export const STEP_QUEUE = Symbol('step-queue')
/** What stood before Nest did. */
export const FOUNDATION = Symbol('foundation')
/** Plain connections for the engine's rows (libs/storage, `createPool`). */
export const POOL = Symbol('pool')
/** An ordinary pool beside the engine's own: what people read, and what may wait. */
export const SIDE_POOL = Symbol('side-pool')
/** What the workspace keeps, as nodes reach it (libs/node-host). */
export const WORKSPACE_PORTS = Symbol('workspace-ports')
