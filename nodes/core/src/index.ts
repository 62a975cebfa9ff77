import type { NodeDefinition } from '@maillon/node-sdk'
import { condition } from './condition.node.js'
import { log } from './log.node.js'
import { manual } from './manual.node.js'
import { respond } from './respond.node.js'
import { schedule } from './schedule.node.js'
import { set } from './set.node.js'
import { webhook } from './webhook.node.js'

/** The triggers and the logic that every flow needs. */
export const nodes: readonly NodeDefinition[] = [manual, schedule, webhook, respond, set, condition, log]
