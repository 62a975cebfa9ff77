import { flowDocumentSchema } from './flow-schema.js'

/** The text of the published schema file. */
export function schemaFileText(): string {
  return `${JSON.stringify(flowDocumentSchema, null, 2)}\n`
}
