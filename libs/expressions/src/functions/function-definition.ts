import type { Json, JsonObject, LocalizedText } from '@maillon/kernel'
import type { EvaluationState, Evaluator, Place } from '../evaluation-state.js'

export const functionGroups = ['text', 'number', 'date', 'logic', 'list'] as const
export type FunctionGroup = (typeof functionGroups)[number]

/**
 * What a parameter takes and a function gives. text: also a number or a boolean, written as such, and null as ''; number, integer: never a text;
 * date: `2026-11-21` or an ISO 8601 instant; list: any list; any: everything.
 */
export const valueTypes = ['any', 'text', 'number', 'integer', 'boolean', 'date', 'list'] as const
export type ValueType = (typeof valueTypes)[number]

export interface FunctionParameter {
  /** As in `name=value`. */
  readonly name: string
  readonly type: ValueType
  readonly title: LocalizedText
  /** May be left out. Default false. */
  readonly optional?: boolean
  /** The last parameter only: may be given any number of times. Default false. */
  readonly repeated?: boolean
  /** Something missing is let through instead of being a problem. Default false. */
  readonly tolerant?: boolean
  /** rows: a list whose rows are looked into; field: the name of the field looked at in them. */
  readonly role?: 'rows' | 'field'
}

/** Shown in the picker, and run as a test. */
export interface FunctionExample {
  readonly expression: string
  /** The item that it reads. Default: none. */
  readonly item?: JsonObject
  readonly result: Json
}

/** What the picker shows of a function. */
export interface FunctionDescriptor {
  readonly name: string
  /** Further names, above all those of a French spreadsheet. Case and accents don't count. */
  readonly aliases: readonly string[]
  readonly group: FunctionGroup
  readonly title: LocalizedText
  readonly help: LocalizedText
  readonly parameters: readonly FunctionParameter[]
  readonly returns: ValueType
  readonly examples: readonly FunctionExample[]
}

/** Arguments come checked against the parameters' types; one left out is undefined. */
export type PlainFunction = (state: EvaluationState, ...args: (Json | undefined)[]) => Json

/**
 * Makes the evaluator of one call: for functions that don't work out all of their arguments, or prepare something for all items.
 * `place` is to be put into the state after the arguments (which may be calls too), before anything that may fail.
 */
export type FormBuilder = (args: readonly (Evaluator | null)[], place: Place) => Evaluator

export interface FunctionDefinition extends FunctionDescriptor {
  readonly implementation: { readonly kind: 'plain'; readonly run: PlainFunction } | { readonly kind: 'form'; readonly build: FormBuilder }
}

export function text(fr: string, en: string): LocalizedText {
  return { fr, en }
}
