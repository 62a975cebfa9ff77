import type { NodeDefinition } from '@maillon/node-sdk'
import { unzip } from './unzip.node.js'
import { zip } from './zip.node.js'

/** Zip files. */
export const nodes: readonly NodeDefinition[] = [zip, unzip]
