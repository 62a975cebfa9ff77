import { defineNode, type AllContext, type FileRef, type HttpRequest, type Item, type NodeContext } from '@maillon/node-sdk'
import { authTypes } from './auth-types.js'
import { callApi, planCall } from './call-api.js'
import { httpParams, type HttpParams } from './http-params.js'
import { describeBody } from './request-body.js'

const slots = ['auth', 'certificate', 'proxy'] as const

export const httpRequest = defineNode({
  type: 'http.request',
  title: { fr: 'Requête HTTP', en: 'HTTP request' },
  description: { fr: 'Lit ou envoie des données à une API, page après page.', en: 'Reads data from an API or sends it there, page after page.' },
  keywords: {
    fr: ['api', 'appel', 'appeler', 'web', 'rest', 'json', 'télécharger', 'téléverser', 'envoyer', 'get', 'post', 'url', 'service', 'webhook', 'oauth', 'site web', 'internet'],
    en: ['api', 'call', 'web', 'rest', 'json', 'fetch', 'download', 'upload', 'send', 'get', 'post', 'url', 'service', 'webhook', 'oauth', 'website', 'internet'],
  },
  icon: 'world',
  group: 'http',
  params: httpParams,
  effects: 'write',
  effectsWhen: { param: 'method', is: ['GET', 'HEAD'], effects: 'read' },
  credentials: [
    { slot: 'auth', types: authTypes, label: { fr: 'Compte', en: 'Account' }, required: false },
    { slot: 'certificate', types: ['tls-certificate'], label: { fr: 'Certificat client', en: 'Client certificate' }, required: false },
    { slot: 'proxy', types: ['http-proxy'], label: { fr: 'Proxy', en: 'Proxy' }, required: false },
  ],
  examples: [
    {
      title: { fr: 'Lire les ventes de la veille', en: 'Read yesterday’s sales' },
      params: { url: 'https://api.example.com/sales', query: [{ name: 'date', value: '2026-01-14' }], itemsPath: 'data' },
      input: { main: [{}] },
    },
    {
      title: { fr: 'Envoyer chaque commande', en: 'Send each order' },
      params: { method: 'POST', url: 'https://api.example.com/orders', bodyKind: 'json', json: { reference: '{{item.reference}}', total: '{{item.total}}' } },
      input: { main: [{ reference: 'C-1042', total: 129.9 }] },
    },
  ],
  words: { fr: 'appelle {{url}} ({{method}})', en: 'calls {{url}} ({{method}})' },
  runItem: async (context) => callApi({ context, params: context.params, item: context.item, slots: await chosenSlots(context) }),
  run: async (context) => {
    let count = 0
    for await (const { json, files } of callApi({ context, params: context.params, item: await filesOfAll(context), slots: await chosenSlots(context) })) {
      await context.emit(files === undefined ? { json } : { json, files })
      context.progress(++count)
    }
  },
  preview: async (context) => {
    const item = 'item' in context ? context.item : await filesOfAll(context)
    const { request, body } = planCall({ context, params: context.params, item, slots: {} })
    return { method: request.method ?? 'GET', url: request.url, body: describeBody(body) }
  },
})

async function chosenSlots(context: NodeContext<unknown>): Promise<Pick<HttpRequest, 'credential' | 'certificate' | 'proxy'>> {
  const chosen = await Promise.all(
    slots.map(async (slot) => ((await context.credential(slot)) === null ? [] : [[slot === 'auth' ? 'credential' : slot, slot] as const])),
  )
  return Object.fromEntries(chosen.flat())
}

/** Once for all rows: the first file of each name can be sent. The rows themselves are read by expressions. */
async function filesOfAll(context: AllContext<HttpParams>): Promise<Item> {
  const { bodyKind } = context.params
  if (bodyKind !== 'file' && bodyKind !== 'multipart') return { json: {} }
  const files = new Map<string, FileRef>()
  for await (const item of context.input()) for (const [name, file] of Object.entries(item.files ?? {})) if (!files.has(name)) files.set(name, file)
  return { json: {}, files: Object.fromEntries(files) }
}
