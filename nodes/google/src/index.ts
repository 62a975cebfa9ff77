import type { NodeDefinition } from '@maillon/node-sdk'
import { sheetsAppend } from './sheets-append.node.js'
import { sheetsRead } from './sheets-read.node.js'
import { sheetsReplace } from './sheets-replace.node.js'

/** Google Sheets. */
export const nodes: readonly NodeDefinition[] = [sheetsRead, sheetsAppend, sheetsReplace]
