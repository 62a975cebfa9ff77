import type { NodeDefinition } from '@maillon/node-sdk'
import { callFlow } from './call-flow.node.js'
import { callback } from './callback.node.js'
import { called } from './called.node.js'
import { condition } from './condition.node.js'
import { form } from './form.node.js'
import { forEach } from './for-each.node.js'
import { log } from './log.node.js'
import { manual } from './manual.node.js'
import { merge } from './merge.node.js'
import { noOp } from './no-op.node.js'
import { onError } from './on-error.node.js'
import { respond } from './respond.node.js'
import { placeholder } from './placeholder.node.js'
import { giveBack } from './return.node.js'
import { schedule } from './schedule.node.js'
import { set } from './set.node.js'
import { stop } from './stop.node.js'
import { switchCases } from './switch.node.js'
import { wait } from './wait.node.js'
import { webhook } from './webhook.node.js'

/** The triggers and the logic that every flow needs. */
export const nodes: readonly NodeDefinition[] = [
  manual, schedule, webhook, form, called, onError,
  respond, set, condition, switchCases, merge, forEach, callFlow, giveBack, wait, callback, stop, log, noOp, placeholder,
]
