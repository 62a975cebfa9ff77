import { readdirSync, readFileSync } from 'node:fs'
import { compile, type CompileContext } from '@maillon/compiler'
import { canonicalText, parseFlowDocument, type FlowDocument } from '@maillon/flow-document'
import { diagnosticSentence } from '@maillon/messages'
import { catalogueOf } from '@maillon/node-contract'
import { nodes as core } from '@maillon/node-core'
import { nodes as excel } from '@maillon/node-excel'
import { nodes as files } from '@maillon/node-files'
import { nodes as http } from '@maillon/node-http'
import { nodes as mail } from '@maillon/node-mail'
import { nodes as notify } from '@maillon/node-notify'
import { nodes as table } from '@maillon/node-table'
import { describe, expect, it } from 'vitest'

const gallery = new URL('../../../gallery/', import.meta.url)
const catalogue = catalogueOf([...core, ...excel, ...files, ...http, ...mail, ...notify, ...table].map((node) => node.descriptor))
const context: CompileContext = { now: Date.UTC(2026, 0, 15), timeZone: 'UTC', locale: 'en' }

interface About {
  readonly title: { readonly fr: string; readonly en: string }
  readonly description: { readonly fr: string; readonly en: string }
  readonly files: readonly string[]
  readonly credentials: readonly { readonly node: string; readonly slot: string; readonly name: string; readonly type: string }[]
}

function read(entry: string): { readonly text: string; readonly document: FlowDocument; readonly about: About } {
  const text = readFileSync(new URL(`${entry}/flow.json`, gallery), 'utf8')
  const parsed = parseFlowDocument(text)
  if (!parsed.ok) throw new Error(parsed.diagnostics.map((finding) => `${finding.path ?? ''} ${diagnosticSentence(finding, 'en')}`).join('\n'))
  return { text, document: parsed.document, about: JSON.parse(readFileSync(new URL(`${entry}/about.json`, gallery), 'utf8')) as About }
}

/** What a person does after opening the flow: chooses the accounts; the sample files were put in by the server. */
function prepared({ document, about }: ReturnType<typeof read>): FlowDocument {
  return {
    ...document,
    nodes: document.nodes.map((node) => {
      const chosen = about.credentials.filter((credential) => credential.node === node.id).map((credential) => [credential.slot, { id: `c-${credential.type}`, name: credential.name }] as const)
      const { file } = node.params
      const params = typeof file === 'object' && file !== null && 'id' in file ? { ...node.params, file: { ...file, id: 'f1' } } : node.params
      return { ...node, params, ...(chosen.length === 0 ? {} : { credentials: Object.fromEntries(chosen) }) }
    }),
  }
}

const told = (document: FlowDocument, more: Partial<CompileContext> = {}) =>
  compile(document, catalogue, { ...context, ...more }).diagnostics.map((finding) => `${finding.severity} ${finding.code} ${finding.node ?? ''} ${finding.path ?? ''} ${diagnosticSentence(finding, 'en')}`)

describe.each(readdirSync(gallery))('the gallery flow %s', (entry) => {
  it('is stored in canonical form, told in both languages, with its sample files', () => {
    const { text, document, about } = read(entry)
    expect(canonicalText(document)).toBe(text)
    for (const shown of [about.title, about.description]) expect([shown.fr, shown.en].every((words) => words !== '') && shown.fr !== shown.en).toBe(true)
    for (const name of about.files) expect(readFileSync(new URL(`${entry}/${name}`, gallery)).length).toBeGreaterThan(0)
  })

  it('asks for nothing but accounts and its sample files', () => {
    const codes = compile(read(entry).document, catalogue, context).diagnostics.map((finding) => finding.code)
    expect(codes.filter((code) => code !== 'NODE_CREDENTIAL_UNMAPPED' && code !== 'NODE_FILE_UNCHOSEN')).toEqual([])
  })

  it('compiles without a finding once they are chosen', () => {
    const opened = read(entry)
    const credentials = opened.about.credentials.map((credential) => ({ id: `c-${credential.type}`, name: credential.name, type: credential.type }))
    expect(told(prepared(opened), { credentials, fileIds: ['f1'] })).toEqual([])
    expect(compile(prepared(opened), catalogue, context).ok).toBe(true)
  })
})

it('the daily report is warned about a wrong field once its data has been seen', () => {
  const opened = read('daily-report')
  const observedShapes = { 'ventes-de-la-veille': { main: { fields: [{ name: 'sku', type: 'text' as const }, { name: 'qty', type: 'number' as const }], open: false } } }
  expect(told(prepared(opened), { observedShapes })).toContainEqual(expect.stringContaining('warning NODE_FIELD_UNSEEN calculer-le-montant /fields/0/value'))
})
