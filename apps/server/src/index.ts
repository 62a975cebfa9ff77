export { readServerConfig, ConfigError, type ServerConfig } from './config/server-config.js'
export { serverRoles, type ServerRole } from './config/server-role.js'
export type { Seams } from './platform/seams.js'
export { startServer, type RunningServer } from './start-server.js'
