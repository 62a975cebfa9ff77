import { isJsonObject, type Json, type JsonObject } from '@maillon/kernel'

export interface AnswerChoice {
  readonly id: string
  readonly label: string
  readonly look: 'good' | 'bad' | null
}

export interface AnswerField {
  readonly name: string
  readonly label: string
  readonly value: Json
}

/** See `AnswerForm` of the node SDK. */
export interface AnswerFormView {
  readonly title: string
  readonly text: string
  readonly choices: readonly AnswerChoice[]
  readonly fields: readonly AnswerField[]
  readonly comment: boolean
}

/** What a node wrote, taken as a stranger's: only what has the right form is shown. Null: nobody is asked (a program is to answer). */
export function readAnswerForm(form: JsonObject | null): AnswerFormView | null {
  if (form === null || typeof form['title'] !== 'string') return null
  const choices = objectsIn(form['choices']).flatMap((choice) => {
    const { id, label, look } = choice
    return typeof id === 'string' && typeof label === 'string' ? [{ id, label, look: look === 'good' || look === 'bad' ? look : null } as const] : []
  })
  if (choices.length === 0) return null
  const fields = objectsIn(form['fields']).flatMap(({ name, label, value }) => (typeof name === 'string' && typeof label === 'string' ? [{ name, label, value: value ?? null }] : []))
  return { title: form['title'], text: typeof form['text'] === 'string' ? form['text'] : '', choices, fields, comment: form['comment'] === true }
}

/** What the person typed, in the type that the value had; text where it doesn't read as that. */
export function typedLike(before: Json, text: string): Json {
  if (typeof before === 'number') {
    const number = Number(text.trim().replace(/[\s\u202f\u00a0]/g, '').replace(',', '.'))
    return text.trim() !== '' && Number.isFinite(number) ? number : text
  }
  if (before === null && text === '') return null
  return text
}

function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter((one: Json): one is JsonObject => isJsonObject(one)) : []
}
