import { allowsExpression, alternativesOf, childSchemas, hintsOf, type ParamHints, type ParamSchemas, type ParamsSchema } from '@maillon/node-contract'

/** A place in the parameters of a node type: what its schema says there. Places are worked out once and kept with the schema. */
export class ParamPlace {
  readonly hints: ParamHints | null
  private readonly properties = new Map<string, ParamPlace>()
  private elements: ParamPlace | null = null

  constructor(private readonly root: ParamsSchema, private readonly schemas: ParamSchemas, readonly isExpressionAllowed: boolean) {
    this.hints = hintsOf(schemas)
  }

  property(key: string): ParamPlace {
    const found = this.properties.get(key)
    if (found !== undefined) return found
    const place = this.child(key)
    // Names come from documents: only those that the schema may know are kept.
    if (this.properties.size < 1000) this.properties.set(key, place)
    return place
  }

  /** Every element of a list is at the same place. */
  element(): ParamPlace {
    this.elements ??= this.child('0')
    return this.elements
  }

  private child(key: string): ParamPlace {
    const schemas = childSchemas(this.schemas, key, this.root)
    return new ParamPlace(this.root, schemas, allowsExpression(schemas, this.isExpressionAllowed))
  }
}

const places = new WeakMap<ParamsSchema, ParamPlace>()

export function paramPlaceOf(schema: ParamsSchema): ParamPlace {
  let place = places.get(schema)
  if (place === undefined) {
    place = new ParamPlace(schema, alternativesOf(schema, schema), true)
    places.set(schema, place)
  }
  return place
}
