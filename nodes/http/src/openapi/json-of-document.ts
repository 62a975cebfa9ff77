import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { openApiLimits } from './openapi-limits.js'
import { documentRefused } from './openapi-problem.js'

/**
 * An OpenAPI document as JSON, whether it is written in JSON or in YAML 1.2 (with anchors and merge keys). JSON is given back as it is:
 * whoever reads it judges it.
 *
 * YAML is read in a thread of its own, since it takes seconds and a hostile one takes all that it gets; time, memory and aliases have an end,
 * and no type of YAML's own is made.
 *
 * @throws UserError `OPENAPI_DOCUMENT_INVALID`, `OPENAPI_DOCUMENT_TOO_LARGE`
 */
export async function jsonOfDocument(text: string): Promise<string> {
  const begun = text.replace(/^\ufeff/, '').trimStart()
  if (begun === '' || begun.startsWith('{') || begun.startsWith('[')) return text
  if (begun.length > openApiLimits.yamlText) throw yamlTooLarge()
  const answer = await readInThread(begun)
  if ('problem' in answer) throw notYaml(answer.problem)
  // A sentence is YAML too.
  if (!answer.json.startsWith('{')) throw notYaml('')
  return answer.json
}

type Answer = { readonly json: string } | { readonly problem: string }

const patienceMs = 30_000

/** Plain JavaScript: a thread that is made of a text finds no loader. */
const program = `
  const { parentPort, workerData } = require('node:worker_threads')
  const answer = () => {
    try {
      const document = require(workerData.yaml).parseDocument(workerData.text, { schema: 'core', merge: true, logLevel: 'silent' })
      if (document.errors.length > 0) return { problem: String(document.errors[0].message) }
      return { json: JSON.stringify(document.toJS({ maxAliasCount: 100 })) ?? '' }
    } catch (error) {
      return { problem: String(error && error.message) }
    }
  }
  parentPort.postMessage(answer())
`

async function readInThread(text: string): Promise<Answer> {
  const thread = new Worker(program, {
    eval: true,
    workerData: { text, yaml: createRequire(import.meta.url).resolve('yaml') },
    resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 },
    execArgv: [],
    env: {},
  })
  try {
    return await new Promise<Answer>((resolve) => {
      thread.once('message', resolve)
      thread.once('error', (error) => resolve({ problem: String(error.message) }))
      thread.once('exit', () => resolve({ problem: '' }))
      setTimeout(() => resolve({ problem: `> ${patienceMs / 1000} s` }), patienceMs).unref()
    })
  } finally {
    await thread.terminate()
  }
}

function notYaml(reason: string) {
  const said = reason.split('\n')[0]?.trim().slice(0, 200) ?? ''
  return documentRefused({
    code: 'OPENAPI_DOCUMENT_INVALID',
    text: { fr: 'Ce document n’est ni du JSON ni du YAML.', en: 'This document is neither JSON nor YAML.' },
    hint: {
      fr: `Donnez le document lui-même, et non la page qui le montre.${said === '' ? '' : ` Le lecteur de YAML dit : ${said}`}`,
      en: `Give the document itself, not the page that shows it.${said === '' ? '' : ` The reader of YAML says: ${said}`}`,
    },
  })
}

function yamlTooLarge() {
  return documentRefused({
    code: 'OPENAPI_DOCUMENT_TOO_LARGE',
    text: { fr: 'Ce document YAML est trop grand (2 Mo au plus).', en: 'This YAML document is too large (2 MB at most).' },
    hint: { fr: 'Donnez sa version JSON, qui peut avoir 10 Mo.', en: 'Give its JSON form, which may have 10 MB.' },
  })
}
