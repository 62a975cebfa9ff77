import { defaultItemLimits, normaliseJson } from '@maillon/datasets'
import type { StepAssignment } from '@maillon/engine'
import type { JsonObject } from '@maillon/kernel'
import type { NodeLog } from '@maillon/node-sdk'
import type { StepSecrets } from './step-secrets.js'

const maxLines = 5000
const maxMessageLength = 10_000
const dataLimits = { ...defaultItemLimits, maxBytes: 64 * 1024, maxNodes: 5000, maxDepth: 16 }

/** A node's log lines: masked, plain, bounded. What is too much is said once and then left out. */
export function createStepLog(assignment: StepAssignment, secrets: StepSecrets): NodeLog {
  let lines = 0
  const write = (level: 'info' | 'warn', message: string, data: JsonObject | undefined) => {
    lines += 1
    if (lines > maxLines) return
    if (lines === maxLines) assignment.log('warn', tooMany[assignment.plan.locale])
    const text = secrets.text(String(message).slice(0, maxMessageLength))
    if (data === undefined) assignment.log(level, text)
    else assignment.log(level, text, secrets.object(plainData(data)))
  }
  return { info: (message, data) => write('info', message, data), warn: (message, data) => write('warn', message, data) }
}

const tooMany = {
  fr: `Cette étape a écrit plus de ${maxLines} lignes de journal ; la suite n’est pas gardée.`,
  en: `This step wrote more than ${maxLines} log lines; the rest is not kept.`,
}

function plainData(data: JsonObject): JsonObject {
  try {
    return normaliseJson(data, dataLimits).json
  } catch {
    return { note: 'data that cannot be kept' }
  }
}
