import { defineNode, userError, type AllContext, type Emission, type JsonObject, type NodeContext } from '@maillon/node-sdk'
import { callApi, planCall, type ApiCall } from '../call-api.js'
import { describeBody } from '../request-body.js'
import { cortexField, isReadingCortex, readingCall, writingCall } from './cortex-call.js'
import { cortexParams, type CortexParams } from './cortex-params.js'

const slot = 'account'

export const cortexNode = defineNode({
  type: 'cortex.call',
  title: { fr: 'CORTEX', en: 'CORTEX' },
  description: {
    fr: 'Lit les données et les unités de CORTEX, lui envoie des résultats et accuse réception.',
    en: 'Gets data and units from CORTEX, sends it results and acknowledges.',
  },
  keywords: {
    fr: ['cortex', 'unités', 'api', 'synchroniser', 'données', 'résultats', 'accusé de réception', 'acquitter'],
    en: ['cortex', 'units', 'api', 'synchronise', 'data', 'results', 'acknowledge', 'receipt'],
  },
  icon: 'brain',
  group: 'http',
  params: cortexParams,
  effects: 'write',
  effectsWhen: { param: 'operation', is: ['get', 'units'], effects: 'read' },
  defaultMode: 'all',
  credentials: [
    {
      slot,
      types: ['cortex', 'login-token', 'oauth2-client', 'http-api-key', 'http-bearer'],
      label: { fr: 'Compte CORTEX', en: 'CORTEX account' },
      required: true,
    },
  ],
  examples: [
    { title: { fr: 'Lister les 500 premières unités', en: 'List the first 500 units' }, params: { operation: 'units', limit: 500 }, input: { main: [{}] } },
    {
      title: { fr: 'Accuser réception des unités traitées', en: 'Acknowledge the units that are done' },
      params: { operation: 'acknowledge', idField: 'id' },
      input: { main: [{ id: 'U-1' }, { id: 'U-2' }] },
    },
  ],
  words: {
    fr: '{{#if dataset}}lit « {{dataset}} » dans CORTEX{{else}}appelle CORTEX ({{operation}}){{/if}}',
    en: '{{#if dataset}}gets “{{dataset}}” from CORTEX{{else}}calls CORTEX ({{operation}}){{/if}}',
  },
  runItem: (context) => exchange(context, [context.item.json]),
  run: async (context) => {
    if (isReadingCortex(context.params.operation)) return give(context, exchange(context, []), 0)
    let [number, rows, sent] = [0, [] as JsonObject[], 0]
    const flush = async () => {
      // Every batch has a key of its own: an attempt that comes later goes on behind those that arrived.
      await give(context, exchange({ ...context, idempotencyKey: `${context.idempotencyKey}-b${number}` }, rows), sent)
      number += 1
      sent += rows.length
      rows = []
    }
    for await (const item of context.input()) {
      rows.push(item.json)
      if (rows.length >= context.params.batchSize) await flush()
    }
    if (rows.length > 0) await flush()
  },
  preview: async (context) => {
    const rows = 'item' in context ? [context.item.json] : await firstRows(context)
    const { request, body } = planCall(await callOf(context, rows))
    return { method: request.method ?? 'GET', url: request.url, body: describeBody(body) }
  },
})

async function* exchange(context: NodeContext<CortexParams>, rows: readonly JsonObject[]): AsyncIterable<Emission> {
  const { limit, operation } = context.params
  let given = 0
  for await (const emission of callApi(await callOf(context, rows))) {
    yield emission
    given += 1
    if (isReadingCortex(operation) && limit > 0 && given >= limit) return
  }
}

async function callOf(context: NodeContext<CortexParams>, rows: readonly JsonObject[]): Promise<ApiCall> {
  const { params } = context
  const address = (await context.credential(slot))?.values['address']
  if (typeof address !== 'string' || address === '') throw accountMissing()
  const call = isReadingCortex(params.operation) ? readingCall(params, address) : writingCall(params, address, rows)
  return { context, params: call, item: { json: {} }, slots: { credential: slot }, fieldOf: cortexField }
}

async function give(context: AllContext<CortexParams>, emissions: AsyncIterable<Emission>, before: number): Promise<void> {
  let count = before
  for await (const { json } of emissions) {
    await context.emit({ json })
    context.progress(++count)
  }
}

/** What the first call of a dry run would send. */
async function firstRows({ input, params }: AllContext<CortexParams>): Promise<readonly JsonObject[]> {
  const rows: JsonObject[] = []
  for await (const item of input()) {
    rows.push(item.json)
    if (rows.length >= params.batchSize) break
  }
  return rows
}

function accountMissing() {
  return userError({
    code: 'CORTEX_ACCOUNT_MISSING',
    text: { fr: 'Aucun compte CORTEX avec une adresse n’est choisi.', en: 'No CORTEX account with an address is chosen.' },
    hint: { fr: 'Créez un identifiant de type CORTEX et choisissez-le dans le nœud.', en: 'Make a credential of type CORTEX and choose it in the node.' },
  })
}
