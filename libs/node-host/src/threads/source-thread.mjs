// Starts a step's thread from the TypeScript sources (tests, development): a thread doesn't take over the loader of its parent.
import { register } from 'tsx/esm/api'

register()
await import('./thread-entry.ts')
