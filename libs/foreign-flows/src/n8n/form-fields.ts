import { listAt, textAt, type N8nNode } from './n8n-node.js'

/** What n8n calls a field of a form: its label. */
export function formLabel(field: Parameters<typeof textAt>[0]): string {
  const label = textAt(field, 'fieldLabel') || textAt(field, 'fieldName')
  return label.startsWith('=') ? '' : label
}

/** Names of a form's fields in the flow, by their labels: the label itself where it can be a name. */
export function formFieldNames(node: N8nNode): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  const names = new Map<string, string>()
  for (const field of listAt(node.params, 'formFields', 'values')) {
    const label = formLabel(field)
    if (label === '' || names.has(label)) continue
    const base = /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(label) ? label.slice(0, 50) : slugOf(label)
    let name = base
    for (let number = 2; taken.has(name); number += 1) name = `${base}_${number}`
    taken.add(name)
    names.set(label, name)
  }
  return names
}

function slugOf(label: string): string {
  const slug = label.slice(0, 200).normalize('NFC').replace(/[^\p{L}\p{N}_-]+/gu, '_').replace(/^[^\p{L}_]+|_+$/gu, '')
  return slug.slice(0, 46).replace(/_+$/, '') || 'champ'
}
