import { isJsonArray, isJsonObject, type Json } from '@maillon/kernel'
import { compileValue } from './compile-call.js'
import { stopAt, type EvaluationState, type LocalFrame, type Place } from './evaluation-state.js'
import type { Part, ValueNode } from './expression.js'
import { isTruthy } from './is-truthy.js'
import { escapeHtml, renderText } from './render-text.js'
import { shown } from './shown.js'

/** Works out one part and gives its text. */
export type Writer = (state: EvaluationState) => string

export function compileParts(parts: readonly Part[]): Writer {
  const writers = parts.map(compilePart)
  return (state) => {
    let text = ''
    for (const write of writers) text += write(state)
    return text
  }
}

function compilePart(part: Part): Writer {
  switch (part.kind) {
    case 'text':
      return (state) => state.write(part.text)
    case 'output': {
      const value = compileValue(part.value)
      const place = placeOf(part.value)
      return (state) => {
        const given = value(state)
        state.place = place
        const text = renderText(state, given)
        return state.write(part.escaped && state.escapesHtml ? escapeHtml(text) : text)
      }
    }
    case 'if': {
      const [condition, body, otherwise] = [compileValue(part.condition), compileParts(part.body), compileParts(part.otherwise)]
      return (state) => (isTruthy(condition(state)) === part.negated ? otherwise(state) : body(state))
    }
    case 'with':
      return compileWith(part)
    case 'each':
      return compileEach(part)
  }
}

type BindingPart = Extract<Part, { kind: 'each' | 'with' }>

function compileWith(part: BindingPart): Writer {
  const [value, body, otherwise] = [compileValue(part.value), compileParts(part.body), compileParts(part.otherwise)]
  return (state) => {
    const bound = value(state)
    if (!isTruthy(bound) || bound === undefined) return otherwise(state)
    state.frames[part.slot] = { value: bound, index: 0, count: 1, key: null }
    return body(state)
  }
}

/** Over a list, or over the fields of an object. Null counts as empty; anything else is a problem. */
function compileEach(part: BindingPart): Writer {
  const place = placeOf(part.value)
  const [value, body, otherwise] = [compileValue(part.value), compileParts(part.body), compileParts(part.otherwise)]
  return (state) => {
    const bound = value(state)
    const keys = isJsonObject(bound) ? Object.keys(bound) : null
    const elements: readonly Json[] = isJsonArray(bound) ? bound : isJsonObject(bound) ? Object.values(bound) : []
    if (bound !== null && !isJsonArray(bound) && keys === null) return stopAt(part.value.position, 'EXPRESSION_EACH_EXPECTED', { given: shown(bound) })
    if (elements.length === 0) return otherwise(state)
    const frame: LocalFrame = { value: null, index: 0, count: elements.length, key: null }
    let text = ''
    for (let index = 0; index < elements.length; index += 1) {
      state.place = place
      state.spend(1)
      frame.value = elements[index] as Json
      frame.index = index
      frame.key = keys?.[index] ?? null
      state.frames[part.slot] = frame
      text += body(state)
    }
    return text
  }
}

function placeOf(value: ValueNode): Place {
  return { position: value.position, name: '' }
}
