/** Names under which Nest hands out what has no class of its own. */
export const CONFIG = Symbol('config')
export const CLOCK = Symbol('clock')
export const RANDOM = Symbol('random')
export const LOGGER = Symbol('logger')
/** The initialized TypeORM connection of libs/storage. */
export const DATABASE = Symbol('database')
export const CATALOGUE = Symbol('catalogue')
export const POOL = Symbol('pool')
export const BLOBS = Symbol('blobs')
export const DATASETS = Symbol('datasets')
