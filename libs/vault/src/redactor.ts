/**
 * Masks secrets in what leaves a step: logs, errors, outputs of refused requests.
 *
 * 1. A secret is masked as it is, URL-encoded, JSON-escaped, in hexadecimal and in base64 at any alignment (so inside a Basic header or a JWT too).
 * 2. The mask has one length, whatever it hides.
 * 3. Short secrets are masked only where they stand as a word (under 8 characters) or as the whole value (under 4):
 *    masking the letter "a" everywhere would hide nothing and make every log unreadable.
 */
import { isJsonArray, isJsonObject, type ErrorInfo, type Json, type JsonObject } from '@maillon/kernel'

const mask = '[•••]'
const wholeOnlyBelow = 4
const wordOnlyBelow = 8

export interface Redactor {
  /** More secrets from now on (a token that a login gave). */
  readonly add: (secrets: readonly string[]) => void
  readonly text: (text: string) => string
  readonly json: (value: Json) => Json
  readonly object: (value: JsonObject) => JsonObject
  readonly error: (error: ErrorInfo) => ErrorInfo
}

export function createRedactor(secrets: readonly string[] = []): Redactor {
  const known = new Set<string>()
  let pattern: RegExp | null = null
  const add = (more: readonly string[]) => {
    for (const secret of more) if (secret !== '') known.add(secret)
    pattern = patternOf(known)
  }
  add(secrets)
  const text = (value: string): string => {
    if (known.has(value)) return mask
    return pattern === null ? value : value.replace(pattern, mask)
  }
  const json = (value: Json): Json => {
    if (typeof value === 'string') return text(value)
    if (isJsonArray(value)) return value.map(json)
    return isJsonObject(value) ? object(value) : value
  }
  const object = (value: JsonObject): JsonObject => Object.fromEntries(Object.entries(value).map(([key, field]) => [text(key), json(field)]))
  return { add, text, json, object, error: (error) => redactError(error, { text, object }) }
}

function redactError(error: ErrorInfo, by: Pick<Redactor, 'text' | 'object'>): ErrorInfo {
  const { text, hint, details, params } = error
  return {
    ...error,
    params: by.object(params) as ErrorInfo['params'],
    ...(text === undefined ? {} : { text: { fr: by.text(text.fr), en: by.text(text.en) } }),
    ...(hint === undefined ? {} : { hint: { fr: by.text(hint.fr), en: by.text(hint.en) } }),
    ...(details === undefined ? {} : { details: by.text(details) }),
  }
}

function patternOf(secrets: ReadonlySet<string>): RegExp | null {
  const forms = new Map<string, boolean>()
  for (const secret of secrets) {
    if (secret.length < wholeOnlyBelow) continue
    const isWord = secret.length < wordOnlyBelow
    for (const form of plainForms(secret)) forms.set(form, isWord)
    if (!isWord) for (const form of encodedForms(secret)) forms.set(form, false)
  }
  if (forms.size === 0) return null
  const longestFirst = [...forms].sort(([a], [b]) => b.length - a.length)
  return new RegExp(longestFirst.map(([form, isWord]) => (isWord ? `(?<![\\p{L}\\p{N}])${escape(form)}(?![\\p{L}\\p{N}])` : escape(form))).join('|'), 'gu')
}

function plainForms(secret: string): readonly string[] {
  const encoded = wellFormed(secret) ? encodeURIComponent(secret) : secret
  // Forms write more characters as %XX than addresses do, and a blank as +.
  const inForm = new URLSearchParams({ s: secret }).toString().slice(2)
  return [secret, encoded, inForm, encoded.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()), JSON.stringify(secret).slice(1, -1)]
}

function encodedForms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const forms = [bytes.toString('hex'), bytes.toString('hex').toUpperCase()]
  for (const shift of [0, 1, 2]) {
    // Base64 groups three bytes: what stands before the secret decides its alignment; the characters at the edges mix with neighbours and are left out.
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes])
    const characters = shifted.toString('base64').replaceAll('=', '')
    const start = shift === 0 ? 0 : shift + 1
    const core = characters.slice(start, Math.floor((shifted.byteLength * 8) / 6))
    if (core.length >= wordOnlyBelow) forms.push(core, core.replaceAll('+', '-').replaceAll('/', '_'))
  }
  return forms
}

function wellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
