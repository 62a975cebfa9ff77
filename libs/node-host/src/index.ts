export type { NodeStateStore } from './node-state-store.port.js'
