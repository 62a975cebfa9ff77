// The texts that people see, held against the sources: `npm run messages:check`.
// Says which texts lack in a language, differ in what they fill in, are never used, or are used and don't exist; which codes of errors
// have no sentence; and where a screen holds words of its own. Ends with a JSON line; the exit code says whether anything was found.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allMessages } from '../libs/messages/src/all-messages.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const web = join(root, 'apps/web')
type Texts = { readonly [key: string]: string | Texts }

const plural = /_(zero|one|two|few|many|other)$/
const french = textsOf('fr')
const english = textsOf('en')
const sources = filesIn(join(web, 'src'), /\.tsx?$/).filter((file) => !file.includes('.test.'))
const code = sources.map((file) => readFileSync(file, 'utf8')).join('\n')
/** Of keys that are put together: `status.${…}`. */
const beginnings = [...code.matchAll(/`([\w:.-]+\.)\$\{/g)].map((match) => match[1] ?? '')
/** Of those that vary at their beginning: `${…}Title`. */
const ends = [...code.matchAll(/t\(`\$\{[^}]+\}(\w+)`/g)].map((match) => match[1] ?? '')

const found = {
  missing: [...onlyIn(french, english).map((key) => `en: ${key}`), ...onlyIn(english, french).map((key) => `fr: ${key}`)],
  different: [...french].filter(([key, text]) => english.has(key) && filled(text) !== filled(english.get(key) ?? '')).map(([key]) => key),
  unused: [...stems(french)].filter((key) => !isUsed(key)),
  unknown: unknownKeys(),
  codes: codesWithoutSentence(),
  words: wordsInScreens(),
}

const total = Object.values(found).reduce((sum, list) => sum + list.length, 0)
for (const [kind, list] of Object.entries(found)) for (const entry of list) process.stdout.write(`${kind}: ${entry}\n`)
process.stdout.write(`${JSON.stringify({ texts: french.size, messages: allMessages.reduce((sum, area) => sum + Object.keys(area).length, 0), ...Object.fromEntries(Object.entries(found).map(([kind, list]) => [kind, list.length])) })}\n`)
process.exitCode = total === 0 ? 0 : 1

function textsOf(language: 'fr' | 'en'): ReadonlyMap<string, string> {
  const folder = join(web, 'locales', language)
  return new Map(readdirSync(folder).filter((name) => name.endsWith('.json')).flatMap((name) => flat(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Texts, `${name.slice(0, -'.json'.length)}:`)))
}

function flat(texts: Texts, prefix: string): readonly (readonly [string, string])[] {
  return Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [[prefix + key, value] as const] : flat(value, `${prefix}${key}.`)))
}

/** French has more plural forms: only the stems are compared. */
function stems(texts: ReadonlyMap<string, string>): ReadonlySet<string> {
  return new Set([...texts.keys()].map((key) => key.replace(plural, '')))
}

function onlyIn(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] {
  const known = stems(other)
  return [...stems(one)].filter((key) => !known.has(key))
}

function filled(text: string): string {
  return [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).toSorted().join()
}

/** Named as it is, or by a template whose beginning (`status.${…}`) it continues, or as an end that a template puts a prefix before. */
function isUsed(key: string): boolean {
  const name = key.slice(key.indexOf(':') + 1)
  if (code.includes(`'${name}'`) || code.includes(`'${key}'`) || code.includes(`"${name}"`)) return true
  return beginnings.some((beginning) => name.startsWith(beginning) || key.startsWith(beginning)) || ends.some((end) => name.endsWith(end))
}

/** Literal keys given to `t(…)` that no file of texts has. */
function unknownKeys(): readonly string[] {
  const names = new Set([...stems(french)].flatMap((key) => [key, key.slice(key.indexOf(':') + 1)]))
  const used = [...code.matchAll(/\bt\(\s*'([\w:.-]+)'/g)].map((match) => match[1] ?? '')
  return [...new Set(used)].filter((key) => !names.has(key))
}

function codesWithoutSentence(): readonly string[] {
  const sentences = new Set(allMessages.flatMap((area) => Object.keys(area)))
  const libs = ['kernel', 'flow-document', 'compiler', 'expressions', 'schedule'].flatMap((lib) => filesIn(join(root, 'libs', lib, 'src'), /\.ts$/)).filter((file) => !file.includes('.test.'))
  const codes = libs.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/'((?:FLOW|NODE|EDGE|EXPRESSION|SCHEDULE|WEBHOOK|JSON)_[A-Z0-9_]+)'/g)].map((match) => match[1] ?? ''))
  return [...new Set(codes)].filter((name) => !sentences.has(name))
}

/** Words between tags, or in a label, that didn't come out of a file of texts. */
function wordsInScreens(): readonly string[] {
  return sources
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) => (/(?:aria-label|title|placeholder|label)="[^"]*\p{L}{3}/u.test(line) || /^\s*(?:<[\w.]+[^>]*>)\s*\p{Lu}\p{Ll}+ \p{L}/u.test(line) ? [`${relative(root, file)}:${index + 1}`] : [])),
    )
}

function filesIn(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => pattern.test(name)).map((name) => join(folder, name))
}
