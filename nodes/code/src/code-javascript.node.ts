import { defineNode, out, Type, ui, withDefault, type Item, type JsonObject, type NodeContext, type NodeLog, type Static } from '@maillon/node-sdk'
import { inputTooLarge } from './code-errors.js'
import { readResult } from './read-result.js'
import { Sandbox, type SandboxLimits } from './sandbox.js'

const params = Type.Object({
  code: Type.String({
    minLength: 1,
    maxLength: 100_000,
    ...ui({
      label: { fr: 'Code', en: 'Code' },
      help: {
        fr: 'Ligne par ligne : « item » est la ligne, « index » sa place. En une fois : « items » est la liste. Rendez une ligne, une liste de lignes, ou rien.',
        en: 'Row by row: `item` is the row, `index` its place. All at once: `items` is the list. Return a row, a list of rows, or nothing.',
      },
      placeholder: { fr: 'return { ...item, ttc: item.ht * 1.2 }', en: 'return { ...item, gross: item.net * 1.2 }' },
      widget: 'text',
      expression: false,
    }),
  }),
  seconds: withDefault(
    Type.Integer({
      default: 5,
      minimum: 1,
      maximum: 60,
      ...ui({
        label: { fr: 'Temps au plus (secondes)', en: 'Time at most (seconds)' },
        help: { fr: 'Pour une ligne, ou pour toutes en une fois.', en: 'For a row, or for all of them at once.' },
        advanced: true,
      }),
    }),
  ),
  memoryMiB: withDefault(
    Type.Integer({ default: 64, minimum: 16, maximum: 256, ...ui({ label: { fr: 'Mémoire au plus (Mio)', en: 'Memory at most (MiB)' }, advanced: true }) }),
  ),
})

type Params = Static<typeof params>

/** The sandbox of a step: all its rows share one log, so it stands for the step. It goes with it. */
const sandboxes = new WeakMap<NodeLog, Promise<Sandbox>>()
const mostLines = 200

export const codeJavascript = defineNode({
  type: 'code.javascript',
  title: { fr: 'Code JavaScript', en: 'JavaScript code' },
  description: {
    fr: 'Transforme les lignes par du code, sans accès aux fichiers ni au réseau.',
    en: 'Transforms rows by code, without access to files or the network.',
  },
  keywords: {
    fr: ['code', 'javascript', 'js', 'script', 'programme', 'fonction', 'transformer', 'calculer', 'formule'],
    en: ['code', 'javascript', 'js', 'script', 'program', 'function', 'transform', 'compute', 'formula'],
  },
  icon: 'code',
  group: 'logic',
  params,
  effects: 'none',
  heavy: true,
  examples: [
    {
      title: { fr: 'Ajouter le prix toutes taxes', en: 'Add the gross price' },
      params: { code: 'const taux = item.produit === "livre" ? 0.055 : 0.2\nreturn { ...item, ttc: Math.round(item.ht * (1 + taux) * 100) / 100 }' },
      input: {
        main: [
          { produit: 'livre', ht: 10 },
          { produit: 'lampe', ht: 10 },
        ],
      },
      output: {
        main: [
          { produit: 'livre', ht: 10, ttc: 10.55 },
          { produit: 'lampe', ht: 10, ttc: 12 },
        ],
      },
    },
  ],
  words: { fr: 'exécute du code JavaScript', en: 'runs JavaScript code' },
  runItem: async (context) => {
    const sandbox = await sandboxOf(context)
    const rows = readResult(sandbox.call([context.item.json, context.index, context.run]))
    return Array.isArray(rows)
      ? rows.map((row: JsonObject) => out(row, context.item.files === undefined ? {} : { files: context.item.files }))
      : (rows as JsonObject | null)
  },
  run: async (context) => {
    const sandbox = await openSandbox(context, ['items', 'run'])
    const rows = readResult(sandbox.call([await rowsOf(context.input(), limitsOf(context.params)), context.run]))
    for (const json of Array.isArray(rows) ? (rows as readonly JsonObject[]) : rows === null ? [] : [rows as JsonObject]) await context.emit({ json })
  },
})

async function sandboxOf(context: NodeContext<Params>): Promise<Sandbox> {
  const known = await sandboxes.get(context.log)
  if (known?.isUsable === true) return known
  const opened = openSandbox(context, ['item', 'index', 'run'])
  sandboxes.set(context.log, opened)
  return opened.catch((error: unknown) => {
    sandboxes.delete(context.log)
    throw error
  })
}

function openSandbox({ params: given, log }: NodeContext<Params>, names: readonly string[]): Promise<Sandbox> {
  let lines = 0
  return Sandbox.open({
    code: given.code,
    names,
    limits: limitsOf(given),
    onSay: (level, text) => {
      lines += 1
      if (lines <= mostLines) log[level](text)
      if (lines === mostLines) log.warn('…')
    },
  })
}

function limitsOf({ seconds, memoryMiB }: Params): SandboxLimits {
  return { timeMs: seconds * 1000, memoryMiB }
}

/** A text of the rows and the rows themselves stand inside at the same time: a quarter of the memory is theirs. */
async function rowsOf(items: AsyncIterable<Item>, limits: SandboxLimits): Promise<readonly JsonObject[]> {
  const rows: JsonObject[] = []
  let size = 0
  for await (const { json } of items) {
    rows.push(json)
    size += JSON.stringify(json).length
    if (size > (limits.memoryMiB * 1024 * 1024) / 4) throw inputTooLarge(limits)
  }
  return rows
}
