import type { NodeDefinition } from '@maillon/node-sdk'
import { notifySend } from './notify-send.node.js'

/** Tell people and channels. */
export const nodes: readonly NodeDefinition[] = [notifySend]
