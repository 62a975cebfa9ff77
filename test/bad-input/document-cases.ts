import type { FlowDocument, FlowNode } from '@maillon/flow-document'
import { flowOf, nodeOf } from './house.js'

/** Where a finding stands, and its sentences. */
export interface Found {
  readonly code: string
  readonly node: string | null
  readonly path: string | null
  readonly fr: string
  readonly en: string
}

/** A document that is refused on publishing (drawn by hand) or on import (its text). */
export type DocumentCase = { readonly title: string; readonly found: readonly Found[] } & ({ readonly by: 'publish'; readonly document: FlowDocument } | { readonly by: 'import'; readonly text: string })

const sound = flowOf('sound', [])

function typing(value: string): FlowDocument {
  return flowOf('typo', [nodeOf('target', 'core.set', { fields: [{ name: 'n', value }] })])
}

function withCircle(): FlowDocument {
  const flow = flowOf('circle', [nodeOf('one', 'core.set', { fields: [{ name: 'n', value: 1 }] }), nodeOf('two', 'core.set', { fields: [{ name: 'n', value: 2 }] })])
  return { ...flow, edges: [...flow.edges, { from: 'two.main', to: 'one.main' }] }
}

function importOf(change: (text: string) => string): string {
  return change(JSON.stringify(sound))
}

function withNode(node: unknown): string {
  return JSON.stringify({ ...sound, nodes: [...sound.nodes, node as FlowNode] })
}

export const documentCases: readonly DocumentCase[] = [
  {
    title: 'a function with a typo',
    by: 'publish',
    document: typing('{{multipy item.kept 2}}'),
    found: [{ code: 'EXPRESSION_FUNCTION_MISSPELLED', node: 'target', path: '/fields/0/value', fr: 'La fonction « multipy » n’existe pas. Vouliez-vous dire « multiply » ?', en: 'There is no function “multipy”. Did you mean “multiply”?' }],
  },
  {
    title: 'a node id with a typo',
    by: 'publish',
    document: typing('{{nodes.kep.first.kept}}'),
    found: [{ code: 'EXPRESSION_NODE_MISSPELLED', node: 'target', path: '/fields/0/value', fr: 'Aucune étape n’a l’identifiant « kep ». Vouliez-vous dire « keep » ?', en: 'No step has the id “kep”. Did you mean “keep”?' }],
  },
  {
    title: 'a field with a typo',
    by: 'publish',
    document: flowOf('typo', [nodeOf('only', 'core.set', { fields: [{ name: 'total', value: 1 }], keepOthers: false }), nodeOf('target', 'core.set', { fields: [{ name: 'n', value: '{{item.totl}}' }] })]),
    found: [{ code: 'NODE_FIELD_MISSPELLED', node: 'target', path: '/fields/0/value', fr: 'Le champ « totl » n’existe pas ici. Vouliez-vous dire « total » ?', en: 'There is no field “totl” here. Did you mean “total”?' }],
  },
  {
    title: 'an expression that isn’t closed',
    by: 'publish',
    document: typing('{{item.kept'),
    found: [{ code: 'EXPRESSION_TAG_UNCLOSED', node: 'target', path: '/fields/0/value', fr: 'Il manque les accolades fermantes }} de cette expression.', en: 'The closing braces }} of this expression are missing.' }],
  },
  { title: 'a circle', by: 'publish', document: withCircle(), found: [{ code: 'FLOW_CIRCLE', node: 'one', path: null, fr: 'Ces étapes tournent en rond : one → two → one.', en: 'These steps go round in a circle: one → two → one.' }] },
  { title: 'a circle, imported', by: 'import', text: JSON.stringify(withCircle()), found: [{ code: 'FLOW_CIRCLE', node: 'one', path: null, fr: 'Ces étapes tournent en rond : one → two → one.', en: 'These steps go round in a circle: one → two → one.' }] },
  { title: 'a prototype key', by: 'import', text: importOf((text) => text.replace('"settings":{}', '"settings":{"__proto__":{"isAdmin":true}}')), found: [{ code: 'JSON_FORBIDDEN_KEY', node: null, path: '/settings/__proto__', fr: 'Le document contient un nom de propriété interdit (__proto__, constructor ou prototype).', en: 'The document has a forbidden property name (__proto__, constructor or prototype).' }] },
  { title: 'a constructor key deep inside', by: 'import', text: importOf((text) => text.replace('"value":"before"', '"value":{"a":[{"constructor":{"prototype":{}}}]}')), found: [{ code: 'JSON_FORBIDDEN_KEY', node: null, path: '/nodes/1/params/fields/0/value/a/0/constructor', fr: 'Le document contient un nom de propriété interdit (__proto__, constructor ou prototype).', en: 'The document has a forbidden property name (__proto__, constructor or prototype).' }] },
  { title: 'nesting of 10,000 levels', by: 'import', text: importOf((text) => text.replace('"value":"before"', `"value":${'['.repeat(10_000)}${']'.repeat(10_000)}`)), found: [{ code: 'JSON_TOO_DEEP', node: null, path: `/nodes/1/params/fields/0/value${'/0'.repeat(59)}`, fr: 'Le document contient trop de niveaux imbriqués.', en: 'The document is nested too deeply.' }] },
  { title: 'a NUL character', by: 'import', text: importOf((text) => text.replace('"value":"before"', '"value":"a\\u0000b"')), found: [{ code: 'JSON_FORBIDDEN_TEXT', node: null, path: '/nodes/1/params/fields/0/value', fr: 'Le document contient un caractère nul ou incomplet (U+0000, demi-caractère), qui ne peut pas être enregistré.', en: 'The document has a null or broken character (U+0000, half a surrogate pair), which can’t be stored.' }] },
  { title: 'two nodes of one id', by: 'import', text: withNode(nodeOf('keep', 'core.log', { message: 'x' })), found: [{ code: 'FLOW_NODE_ID_DUPLICATE', node: null, path: '/nodes/2/id', fr: 'Deux étapes ont le même identifiant « keep ».', en: 'Two steps have the same id “keep”.' }] },
  { title: 'text that is no JSON', by: 'import', text: '<!doctype html><title>Login</title>', found: [{ code: 'JSON_NOT_JSON', node: null, path: '', fr: 'Ce texte n’est pas du JSON valide.', en: 'This text isn’t valid JSON.' }] },
  { title: 'JSON that is no flow', by: 'import', text: '{"nodes":[],"connections":{}}', found: [{ code: 'FLOW_FORMAT_MISSING', node: null, path: '/format', fr: 'Ce document n’est pas un flux Maillon : le champ « format » manque.', en: 'This document isn’t a Maillon flow: the field “format” is missing.' }] },
  { title: 'a text of 6 MB', by: 'import', text: importOf((text) => text.replace('"value":"before"', `"value":"${'x'.repeat(6 * 1024 * 1024)}"`)), found: [{ code: 'FLOW_TEXT_TOO_LARGE', node: null, path: '', fr: 'Le document dépasse 5 Mio, la taille permise pour un flux.', en: 'The document is larger than 5 MiB, the size allowed for a flow.' }] },
  { title: 'an unknown type of node', by: 'publish', document: flowOf('unknown', [nodeOf('target', 'core.logg', { message: 'x' })]), found: [{ code: 'NODE_TYPE_UNKNOWN', node: 'target', path: null, fr: 'Le type de l’étape « target », core.logg, n’est pas installé ici.', en: 'The type of the step “target”, core.logg, isn’t installed here.' }] },
]
