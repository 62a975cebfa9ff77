import { isEmpty, readNumber, userError, type AllContext, type Item, type Json, type JsonObject, type Locale, type LocalizedText } from '@maillon/node-sdk'
import { joinKey, shownKey } from './join-key.js'
import { MatchTables } from './match-tables.js'
import { rowKey } from './row-key.js'
import { valueOf } from './seen-fields.js'
import type { SpillFolder } from './spill/spill-folder.js'

export interface CompareParams {
  readonly keys: readonly { readonly after: string; readonly before?: string }[]
  readonly fields: readonly string[]
  readonly looseness: 'exact' | 'loose'
  readonly duplicates: 'fail' | 'first'
  readonly ignoreCase: boolean
  readonly oldName: string
  readonly changesName: string
}

type CompareContext = Pick<AllContext<CompareParams>, 'params' | 'input' | 'emit' | 'log' | 'locale' | 'signal' | 'knownFields'>

/** @param spillFrom bytes of the side before from which on both go to disk; for tests. */
export async function compareTables(context: CompareContext, folder: SpillFolder, spillFrom?: number): Promise<void> {
  const { params, input, emit, log, locale, signal, knownFields } = context
  const leftKeys = params.keys.map(({ after }) => after)
  const rightKeys = params.keys.map(({ after, before = '' }) => (before === '' ? after : before))
  const { ignoreCase } = params
  const tables = new MatchTables({ leftKeys, rightKeys, ignoreCase, folder, signal, known: { left: knownFields('after'), right: knownFields('before') }, allPartners: false, watchRepeats: true, ...(spillFrom === undefined ? {} : { spillFrom }) })
  await tables.takeRight(input('before'))
  rightKeys.forEach((field, index) => tables.rightSeen.mustHave(field, `/keys/${index}/before`))
  const duplicate = await tables.duplicates()
  if (duplicate !== null) handleDuplicate(context, duplicateText('before', duplicate.shown))
  let repeats = 0
  for await (const { left, partners, isRepeat, row } of tables.matches(input('after'))) {
    if (isRepeat) {
      if (repeats++ === 0) handleDuplicate(context, duplicateText('after', shownKey(joinKey(left.json, leftKeys, ignoreCase) ?? '[]')), row)
      continue
    }
    const [before] = partners
    if (before === undefined) await emit(left, 'new')
    else await emitCompared(left, before, { ...context, keys: new Set([...leftKeys, ...rightKeys]) })
  }
  if (repeats > 0) log.warn(locale === 'fr' ? `${repeats} lignes d’« Après » laissées de côté : leur clé est en double.` : `${repeats} rows of “After” left out: their key is there twice.`)
  leftKeys.forEach((field, index) => tables.leftSeen.mustHave(field, `/keys/${index}/after`))
  checkFields(params.fields, [...tables.leftSeen.list(), ...tables.rightSeen.list()], tables)
  for await (const item of tables.untaken()) await emit(item, 'deleted')
}

async function emitCompared(after: Item, before: Item, context: CompareContext & { readonly keys: ReadonlySet<string> }): Promise<void> {
  const { params, emit, locale, keys } = context
  const fields = params.fields.length > 0 ? params.fields : [...new Set([...Object.keys(after.json), ...Object.keys(before.json)])].filter((field) => !keys.has(field))
  const changes = fields.flatMap((field): { field: string; old: Json; new: Json }[] => {
    const [old, now] = [valueOf(before.json, field), valueOf(after.json, field)]
    return equalities[params.looseness](old, now, locale) ? [] : [{ field, old, new: now }]
  })
  if (changes.length === 0) return emit(after, 'same')
  for (const [index, name] of [params.oldName, params.changesName].entries()) if (Object.hasOwn(after.json, name)) throw nameTaken(name, index === 0 ? '/oldName' : '/changesName')
  const old: JsonObject = Object.fromEntries(changes.map((change) => [change.field, change.old]))
  const json: JsonObject = { ...after.json, [params.oldName]: old, [params.changesName]: changes as unknown as Json }
  return emit({ ...after, json }, 'changed')
}

type Equality = (old: Json, now: Json, locale: Locale) => boolean

const equalities: { readonly [L in CompareParams['looseness']]: Equality } = {
  exact: (old, now) => old === now || (isObject(old) && isObject(now) && rowKey({ value: old }, [], false) === rowKey({ value: now }, [], false)),
  loose(old, now, locale) {
    if (old === now) return true
    if (isEmpty(old) || isEmpty(now)) return isEmpty(old) && isEmpty(now)
    if (isObject(old) || isObject(now)) return equalities.exact(old, now, locale)
    // Two texts that look like numbers may be codes: 007 is not 7.
    if (typeof old !== 'number' && typeof now !== 'number') return String(old).trim() === String(now).trim()
    return readNumber(old, locale) === readNumber(now, locale)
  },
}

function isObject(value: Json): boolean {
  return typeof value === 'object' && value !== null
}

function checkFields(fields: readonly string[], known: readonly string[], tables: MatchTables): void {
  fields.forEach((field, index) => known.includes(field) || tables.leftSeen.mustHave(field, `/fields/${index}`))
}

function duplicateText(side: 'before' | 'after', key: string): LocalizedText {
  return side === 'before'
    ? { fr: `Dans « Avant », plusieurs lignes ont la clé « ${key} ».`, en: `In “Before”, several rows have the key “${key}”.` }
    : { fr: `Dans « Après », plusieurs lignes ont la clé « ${key} ».`, en: `In “After”, several rows have the key “${key}”.` }
}

/** @param row of the side after; absent: of the side before. */
function handleDuplicate({ params, log, locale }: CompareContext, text: LocalizedText, row?: number): void {
  if (params.duplicates === 'first') return log.warn(text[locale])
  throw userError({
    code: 'TABLE_KEY_DUPLICATE',
    text,
    hint: { fr: 'Retirez les doublons avant cette étape, complétez la clé, ou prenez la première ligne.', en: 'Remove the duplicates before this step, complete the key, or take the first row.' },
    field: '/duplicates',
    ...(row === undefined ? {} : { row }),
  })
}

function nameTaken(name: string, field: string) {
  return userError({
    code: 'TABLE_NAME_TAKEN',
    text: { fr: `Les lignes ont déjà un champ « ${name} ».`, en: `The rows have a field “${name}” already.` },
    hint: { fr: 'Choisissez un autre nom pour ce champ ajouté.', en: 'Choose another name for this added field.' },
    field,
  })
}
