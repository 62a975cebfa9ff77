import type { NodeDefinition } from '@maillon/node-sdk'
import { mailSend } from './mail-send.node.js'

/** Send mail. */
export const nodes: readonly NodeDefinition[] = [mailSend]
