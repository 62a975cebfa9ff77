import { isJsonArray, type Json, type JsonObject } from '@maillon/kernel'
import type { FieldShape, ItemShape } from '@maillon/node-contract'

/** A field and the node that made it. */
export interface KnownShapeField extends FieldShape {
  readonly from: string
}

/** What is known of the items at a port. Immutable and shared: a node that passes items on has the very same object. */
export interface PortShape {
  readonly fields: ReadonlyMap<string, KnownShapeField>
  /** True: there may be more, so an unknown field is a warning. */
  readonly isOpen: boolean
  /** True: a part of it is not known at all (one side of a join that was never run), so an unknown field may well be there. */
  readonly hasUnknownPart: boolean
  readonly files: readonly string[]
}

export const unknownPortShape: PortShape = { fields: new Map(), isOpen: true, hasUnknownPart: true, files: [] }

export function fieldsOf(fields: Iterable<KnownShapeField>): ReadonlyMap<string, KnownShapeField> {
  const byName = new Map<string, KnownShapeField>()
  for (const field of fields) byName.set(field.name, field)
  return byName
}

/** @param isSure false: it was only seen in data, so there may be more. */
export function shapeFrom(shape: ItemShape, from: string, isSure: boolean): PortShape {
  return { fields: fieldsOf(shape.fields.map((field) => ({ ...field, from }))), isOpen: shape.open || !isSure, hasUnknownPart: false, files: shape.files ?? [] }
}

/** The shape of items that were seen: every field that one of them has; a type where all agree. */
export function shapeOfItems(items: readonly JsonObject[]): ItemShape {
  const types = new Map<string, FieldShape['type']>()
  for (const item of items.slice(0, 100)) {
    for (const [name, value] of Object.entries(item)) {
      const type = typeOfValue(value)
      const before = types.get(name)
      if (before === undefined || before === 'unknown') types.set(name, type)
      else if (type !== before && value !== null) types.set(name, 'unknown')
    }
  }
  return { fields: [...types].map(([name, type]) => ({ name, type })), open: true }
}

const isoDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/

export function typeOfValue(value: Json): FieldShape['type'] {
  if (value === null) return 'unknown'
  if (isJsonArray(value)) return 'list'
  if (typeof value === 'string') return isoDate.test(value) ? 'date' : 'text'
  return typeof value as 'number' | 'boolean' | 'object'
}

/** What an input port receives whose edges carry these shapes one after the other. */
export function shapeOfAll(shapes: readonly PortShape[]): PortShape {
  const [first, ...others] = shapes
  if (first === undefined) return unknownPortShape
  if (others.every((shape) => shape === first)) return first
  const fields = new Map(first.fields)
  for (const shape of others) {
    for (const [name, field] of shape.fields) {
      const before = fields.get(name)
      if (before === undefined) fields.set(name, field)
      else if (before.type !== field.type) fields.set(name, { ...before, type: 'unknown' })
    }
  }
  return { fields, isOpen: shapes.some((shape) => shape.isOpen), hasUnknownPart: shapes.some((shape) => shape.hasUnknownPart), files: [...new Set(shapes.flatMap((shape) => shape.files))] }
}
