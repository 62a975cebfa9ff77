import { parseFlowDocument, type FlowDocument } from '@maillon/flow-document'
import { Value } from 'typebox/value'

/**
 * What a gallery flow, which is written in French, says in English (`english.json` beside its `flow.json`): texts by JSON pointer (RFC 6901),
 * of the document and of each node by its id. A pointer may name any value, so that sample files and column titles can follow.
 */
export interface EnglishWords {
  readonly document: { readonly [pointer: string]: unknown }
  readonly nodes: { readonly [id: string]: { readonly [pointer: string]: unknown } }
}

/** @throws Error where a pointer leads to nothing, or what comes out is no good document: words that nobody would read are a mistake. */
export function inEnglish(document: FlowDocument, words: EnglishWords): FlowDocument {
  const told: { nodes: { readonly id: string }[]; settings: object } = structuredClone({ ...document, settings: { ...document.settings, locale: 'en' }, nodes: [...document.nodes] })
  replace(told, words.document)
  for (const [id, own] of Object.entries(words.nodes)) {
    const node = told.nodes.find((candidate) => candidate.id === id)
    if (node === undefined) throw new Error(`english.json speaks of a node ${id} that is not there`)
    replace(node, own)
  }
  const parsed = parseFlowDocument(JSON.stringify(told))
  if (!parsed.ok) throw new Error(`english.json makes a bad document: ${parsed.diagnostics.map(({ code, path }) => `${code} ${path ?? ''}`).join(', ')}`)
  return parsed.document
}

function replace(target: object, words: { readonly [pointer: string]: unknown }): void {
  for (const [pointer, text] of Object.entries(words)) {
    if (!Value.Pointer.Has(target, pointer)) throw new Error(`english.json: nothing is at ${pointer}`)
    Value.Pointer.Set(target, pointer, text)
  }
}
