import type { NodeDefinition } from '@maillon/node-sdk'
import { codeJavascript } from './code-javascript.node.js'

/** Code in a sandbox. */
export const nodes: readonly NodeDefinition[] = [codeJavascript]
