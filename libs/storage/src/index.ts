export { createDataSource, createPool, migrate, type DatabaseOptions } from './data-source.js'
