import type { ErrorInfo, ErrorKind, Locale } from '@maillon/kernel'
import { allMessages } from './all-messages.js'
import { fillPlaceholders } from './fill-placeholders.js'
import { frenchSpaces } from './french-spaces.js'
import type { MessageMap, MessageParams, MessageTexts } from './message-map.js'

const texts: ReadonlyMap<string, MessageTexts> = new Map(allMessages.flatMap((area: MessageMap) => Object.entries(area)))

const unknownCode: MessageTexts = {
  fr: 'Un problème est survenu (code {code}).',
  en: 'Something went wrong (code {code}).',
}

/** What is told about whose turn it is. */
const whoseTexts: { readonly [K in ErrorKind]: { readonly [L in Locale]: string } } = {
  user: { fr: 'À corriger dans le flux ou dans les données', en: 'To be mended in the flow or in the data' },
  operational: { fr: 'Vient d’un service extérieur ou de la machine', en: 'Comes from an outside service or from the machine' },
  bug: { fr: 'Défaut du programme, à signaler à son auteur', en: 'A defect of the program, to be reported to its author' },
}

/** Whether a code has texts here. (Errors of node packages bring their own along.) */
export function hasMessage(code: string): boolean {
  return texts.has(code)
}

/** The sentence of a code. An unknown code gives a general sentence that shows the code. */
export function messageOf(code: string, params: MessageParams, locale: Locale): string {
  const found = texts.get(code)
  return found === undefined ? sentence(unknownCode[locale], { code }, locale) : sentence(found[locale], params, locale)
}

/** What to do about a code; null where the sentence says it all (or the code is unknown). */
export function hintOf(code: string, params: MessageParams, locale: Locale): string | null {
  const hint = texts.get(code)?.hint
  return hint === undefined ? null : sentence(hint[locale], params, locale)
}

/** An error as a person reads it. */
export interface ErrorSentence {
  /** What happened and why. */
  readonly sentence: string
  /** What to do about it. Null: nothing more to say. */
  readonly hint: string | null
  /** Whose problem it is, in words (`info.kind` has it as a code). */
  readonly whose: string
}

/** The texts of an error: those that it brings along, else those of its code. */
export function errorSentence(info: ErrorInfo, locale: Locale): ErrorSentence {
  return {
    sentence: info.text === undefined ? messageOf(info.code, info.params, locale) : sentence(info.text[locale], info.params, locale),
    hint: info.hint === undefined ? hintOf(info.code, info.params, locale) : sentence(info.hint[locale], info.params, locale),
    whose: sentence(whoseTexts[info.kind][locale], {}, locale),
  }
}

/** Whatever has a code and values for its sentence: a `Diagnostic` of the compiler, an API problem. */
export interface Coded {
  readonly code: string
  readonly params: MessageParams
}

/** The sentence of a diagnostic. */
export function diagnosticSentence(diagnostic: Coded, locale: Locale): string {
  return messageOf(diagnostic.code, diagnostic.params, locale)
}

function sentence(template: string, params: MessageParams, locale: Locale): string {
  return fillPlaceholders(locale === 'fr' ? frenchSpaces(template) : template, params, locale)
}
