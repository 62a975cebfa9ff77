import { isMaillonError, userError, type MaillonError } from '@maillon/node-sdk'
import { isWasmTrap } from './bounded-memory.js'
import type { SandboxLimits } from './sandbox.js'

/** What the interpreter says of a value that was thrown inside. Nothing of it is believed but as text. */
export type ThrownInside =
  { readonly name?: unknown; readonly message?: unknown; readonly stack?: unknown; readonly lineNumber?: unknown } | string | number | boolean

/** Lines that stand before the person’s own. */
const linesBefore = 1

/** The error of something thrown inside; null: the interrupt ended it. */
export function codeThrew(
  thrown: ThrownInside | null,
  { limits, wasInterrupted }: { readonly limits: SandboxLimits; readonly wasInterrupted: boolean },
): MaillonError {
  if (wasInterrupted) return timeOver(limits)
  const { name, message, line } = readThrown(thrown)
  if (name === 'InternalError' && message === 'out of memory') return memoryOver(limits)
  const at = line === null ? { fr: '', en: '' } : { fr: ` (ligne ${line})`, en: ` (line ${line})` }
  if (name === 'SyntaxError') {
    return userError({
      code: 'CODE_SYNTAX_INVALID',
      text: { fr: `Le code ne peut pas être lu${at.fr} : ${message}.`, en: `The code cannot be read${at.en}: ${message}.` },
      hint: { fr: 'Vérifiez les parenthèses, les accolades et les guillemets.', en: 'Check parentheses, braces and quotes.' },
      field: '/code',
    })
  }
  return userError({
    code: 'CODE_THREW',
    text: { fr: `Le code a échoué${at.fr} : ${message}.`, en: `The code failed${at.en}: ${message}.` },
    hint: { fr: 'Corrigez-le à cette ligne, ou traitez ce cas.', en: 'Mend it at that line, or treat this case.' },
    field: '/code',
    details: name === '' ? message : `${name}: ${message}`,
  })
}

/** Trouble of the interpreter itself (its memory ended where it can’t say so any more) as an error for people. */
export function codeFailure(error: unknown, limits: SandboxLimits): unknown {
  if (isMaillonError(error)) return error
  const isMemory = error instanceof RangeError || isWasmTrap(error) || /memory|alive|abort/i.test(String(error))
  return isMemory ? memoryOver(limits) : error
}

export function resultInvalid(place: number | null): MaillonError {
  return userError({
    code: 'CODE_RESULT_INVALID',
    text:
      place === null
        ? { fr: 'Le code n’a pas rendu une ligne (un objet) ni une liste de lignes.', en: 'The code gave neither a row (an object) nor a list of rows.' }
        : {
            fr: `L’élément ${place + 1} de la liste rendue n’est pas une ligne (un objet).`,
            en: `Element ${place + 1} of the list that was given is not a row (an object).`,
          },
    hint: {
      fr: 'Terminez par « return { … } » ; rien du tout, pour ne rien laisser passer.',
      en: 'End with “return { … }”; with nothing at all, to let nothing pass.',
    },
    field: '/code',
  })
}

export function resultRefused(reason: string): MaillonError {
  return userError({
    code: 'CODE_RESULT_REFUSED',
    text: { fr: 'Le code a rendu des données qui ne peuvent pas sortir.', en: 'The code gave data that cannot leave it.' },
    hint: {
      fr: 'Elles sont trop profondes, ou portent un nom interdit (__proto__, constructor, prototype) ou un caractère nul.',
      en: 'They are too deep, or hold a forbidden name (__proto__, constructor, prototype) or a NUL character.',
    },
    field: '/code',
    details: reason,
  })
}

export function inputTooLarge(limits: SandboxLimits): MaillonError {
  return userError({
    code: 'CODE_INPUT_TOO_LARGE',
    text: { fr: `Trop de lignes à la fois pour ${limits.memoryMiB} Mio de mémoire.`, en: `Too many rows at a time for ${limits.memoryMiB} MiB of memory.` },
    hint: { fr: 'Choisissez « ligne par ligne », ou donnez plus de mémoire au code.', en: 'Choose “row by row”, or give the code more memory.' },
    field: '/memoryMiB',
  })
}

function timeOver({ timeMs }: SandboxLimits): MaillonError {
  const seconds = Math.ceil(timeMs / 1000)
  return userError({
    code: 'CODE_TIME_EXCEEDED',
    text: { fr: `Le code n’a pas fini en ${seconds} s.`, en: `The code did not end within ${seconds} s.` },
    hint: { fr: 'Cherchez une boucle sans fin, ou donnez-lui plus de temps.', en: 'Look for a loop without end, or give it more time.' },
    field: '/seconds',
  })
}

function memoryOver({ memoryMiB }: SandboxLimits): MaillonError {
  return userError({
    code: 'CODE_MEMORY_EXCEEDED',
    text: { fr: `Le code a dépassé ses ${memoryMiB} Mio de mémoire.`, en: `The code went beyond its ${memoryMiB} MiB of memory.` },
    hint: { fr: 'Traitez les données ligne par ligne, ou donnez-lui plus de mémoire.', en: 'Treat the data row by row, or give it more memory.' },
    field: '/memoryMiB',
  })
}

function readThrown(thrown: ThrownInside | null): { readonly name: string; readonly message: string; readonly line: number | null } {
  if (typeof thrown !== 'object' || thrown === null) return { name: '', message: short(thrown ?? 'null'), line: null }
  const { name, message } = thrown
  const text = typeof message === 'string' && message !== '' ? message : JSON.stringify(thrown)
  return { name: typeof name === 'string' ? name.slice(0, 100) : '', message: short(text), line: lineOf(thrown) }
}

function lineOf({ stack, lineNumber }: { readonly stack?: unknown; readonly lineNumber?: unknown }): number | null {
  const place = /\bcode:(\d+)/.exec(typeof stack === 'string' ? stack : '')?.[1] ?? lineNumber
  const line = Number(place) - linesBefore
  return Number.isInteger(line) && line >= 1 ? line : null
}

/** One line of it, without the full stop that the sentence adds. */
function short(value: unknown): string {
  return String(value).replace(/\s+/g, ' ').trim().slice(0, 300).replace(/\.$/, '')
}
