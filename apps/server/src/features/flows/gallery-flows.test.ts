import { readdirSync, readFileSync } from 'node:fs'
import { compile, type CompileContext } from '@maillon/compiler'
import { canonicalText, type FlowDocument } from '@maillon/flow-document'
import { locales, silentLogger } from '@maillon/kernel'
import { diagnosticSentence } from '@maillon/messages'
import { describe, expect, it } from 'vitest'
import { loadPackages } from '../../platform/load-packages.js'
import { readGallery, type GalleryFlow } from './read-gallery.js'

const gallery = new URL('../../../gallery/', import.meta.url)
const { catalogue } = await loadPackages(silentLogger)
const flows = await readGallery(gallery.pathname)
const context: CompileContext = { now: Date.UTC(2026, 0, 15), timeZone: 'UTC', locale: 'en' }

/** What a person does after opening the flow: chooses the accounts; the sample files were put in by the server. */
function prepared(document: FlowDocument, { about }: GalleryFlow): FlowDocument {
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

it('every folder of the gallery is a flow', () => {
  expect(flows.map(({ id }) => id)).toEqual(readdirSync(gallery).toSorted())
})

describe.each(flows.map((flow) => [flow.id, flow] as const))('the gallery flow %s', (id, flow) => {
  const read = (name: string): string => readFileSync(new URL(`${id}/${name}`, gallery), 'utf8')

  it('is stored in canonical form, told in both languages, with its sample files', () => {
    expect(canonicalText(flow.documents.fr)).toBe(read('flow.json'))
    for (const shown of [flow.about.title, flow.about.description]) expect([shown.fr, shown.en].every((words) => words !== '') && shown.fr !== shown.en).toBe(true)
    for (const name of flow.about.files) expect(read(name).length).toBeGreaterThan(0)
  })

  it('names every node in English', () => {
    const words = JSON.parse(read('english.json')) as { readonly nodes: { readonly [id: string]: object } }
    expect(flow.documents.fr.nodes.filter((node) => !('/name' in (words.nodes[node.id] ?? {}))).map((node) => node.name)).toEqual([])
  })

  describe.each(locales)('in %s', (locale) => {
    const document = flow.documents[locale]

    it('asks for nothing but accounts and its sample files', () => {
      const codes = compile(document, catalogue, context).diagnostics.map((finding) => finding.code)
      expect(codes.filter((code) => code !== 'NODE_CREDENTIAL_UNMAPPED' && code !== 'NODE_FILE_UNCHOSEN')).toEqual([])
    })

    it('compiles without a finding once they are chosen', () => {
      const credentials = flow.about.credentials.map((credential) => ({ id: `c-${credential.type}`, name: credential.name, type: credential.type }))
      expect(told(prepared(document, flow), { credentials, fileIds: ['f1'] })).toEqual([])
      expect(compile(prepared(document, flow), catalogue, context).ok).toBe(true)
    })
  })
})

it('the daily report is warned about a wrong field once its data has been seen', () => {
  const flow = flows.find(({ id }) => id === 'daily-report')
  if (flow === undefined) throw new Error('the daily report is missing')
  const observedShapes = { 'ventes-de-la-veille': { main: { fields: [{ name: 'sku', type: 'text' as const }, { name: 'qty', type: 'number' as const }], open: false } } }
  expect(told(prepared(flow.documents.fr, flow), { observedShapes })).toContainEqual(expect.stringContaining('warning NODE_FIELD_UNSEEN calculer-le-montant /fields/0/value'))
})
