import type { Json, JsonObject } from '@maillon/node-sdk'

/** What XML 1.0 can't hold at all, not even by number. */
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const escapes: ReadonlyMap<string, string> = new Map([['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['"', '&quot;'], ['\r', '&#13;']])

/** A row as an element, as `rowsOfXml` reads it: `@name` becomes an attribute, `#text` the text, a list several elements. */
export function xmlElement(name: string, value: Json, indent = '  '): string {
  const tag = xmlName(name)
  if (value === null) return `${indent}<${tag}/>\n`
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => xmlElement(name, one, indent)).join('')
  if (typeof value !== 'object') return `${indent}<${tag}>${xmlText(String(value))}</${tag}>\n`
  const entries = Object.entries(value as JsonObject)
  const attributes = entries.filter(([field, part]) => field.startsWith('@') && typeof part !== 'object').map(([field, part]) => ` ${xmlName(field.slice(1))}="${xmlText(String(part)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`)
  const text = Object.hasOwn(value, '#text') ? xmlText(String((value as JsonObject)['#text'] ?? '')) : ''
  const children = entries.filter(([field, part]) => field !== '#text' && !(field.startsWith('@') && typeof part !== 'object')).map(([field, part]) => xmlElement(field, part, `${indent}  `))
  if (children.length === 0) return text === '' ? `${indent}<${tag}${attributes.join('')}/>\n` : `${indent}<${tag}${attributes.join('')}>${text}</${tag}>\n`
  return `${indent}<${tag}${attributes.join('')}>${text}\n${children.join('')}${indent}</${tag}>\n`
}

export function xmlText(text: string): string {
  return text.replace(impossible, '').replace(/[&<>"\r]/g, (sign) => escapes.get(sign) ?? sign)
}

/** A field's name as XML takes it: what it doesn't allow becomes `_`. */
export function xmlName(name: string): string {
  const clean = name.replace(/[^\p{L}\p{N}._-]/gu, '_')
  return /^[\p{L}_]/u.test(clean) && !/^xml/i.test(clean) ? clean : `_${clean}`
}
