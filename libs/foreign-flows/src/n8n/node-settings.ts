import type { JsonObject } from '@maillon/kernel'
import { isJsonObject } from '@maillon/kernel'
import type { Draft } from '../conversion.js'
import type { NodeFrame } from '../flow-builder.js'
import { foreignLimits } from '../foreign-limits.js'
import type { N8nContext } from './n8n-context.js'
import { at, listAt, numberAt, textAt, type N8nNode } from './n8n-node.js'

type Settings = NonNullable<NodeFrame['more']>

/** What n8n says of a node beside its parameters: attempts, errors, data that was pinned. */
export function settingsOf(node: N8nNode, draft: Draft, { context, pins }: { readonly context: N8nContext; readonly pins: JsonObject }): Settings {
  if (node.raw['alwaysOutputData'] === true) context.look('FOREIGN_ALWAYS_OUTPUT')
  if (node.raw['executeOnce'] === true) context.look('FOREIGN_ONCE')
  return { ...retry(node), ...onError(node, context), ...pinned(node, draft, pins) }
}

/** Whether errors leave by an output of their own, behind the others. */
export function hasErrorOutput(node: N8nNode): boolean {
  return node.raw['onError'] === 'continueErrorOutput'
}

function retry({ raw }: N8nNode): Settings {
  if (raw['retryOnFail'] !== true) return {}
  const attempts = Math.min(Math.max(Math.round(numberAt(raw, 'maxTries') ?? 3), 1), 20)
  const ms = Math.min(Math.max(Math.round(numberAt(raw, 'waitBetweenTries') ?? 1000), 0), 604_800_000)
  return { retry: { attempts, wait: { kind: 'fixed', ms } } }
}

function onError(node: N8nNode, context: N8nContext): Settings {
  const choice = textAt(node.raw, 'onError')
  if (choice === 'continueErrorOutput') return { onError: { choice: 'branch' } }
  if (choice !== 'continueRegularOutput' && !(choice === '' && node.raw['continueOnFail'] === true)) return {}
  context.look('FOREIGN_CONTINUE')
  return { onError: { choice: 'replace', value: { error: true } } }
}

function pinned(node: N8nNode, draft: Draft, pins: JsonObject): Settings {
  const port = draft.outputs === undefined ? 'main' : draft.outputs[0]
  const rows = listAt(pins, node.name).slice(0, foreignLimits.pinnedRows).map((item) => at(item, 'json') ?? item).filter(isJsonObject)
  // On a chain they would stand at the wrong node.
  if (rows.length === 0 || typeof port !== 'string' || draft.before !== undefined || draft.after !== undefined) return {}
  return JSON.stringify(rows).length > foreignLimits.pinnedCharacters ? {} : { pinned: { [port]: rows } }
}
