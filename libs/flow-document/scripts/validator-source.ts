import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { flowDocumentSchema } from '../src/flow-schema.js'

/** ajv's validation function of the flow schema as the text of a module without imports. */
export function validatorSource(): string {
  const ajv = new Ajv2020({
    allErrors: true, strict: true, strictRequired: false, verbose: false,
    // `unicode: false`: lengths in UTF-16 units, as `String.length` has them, so that the module needs no part of ajv.
    unicode: false, logger: false, code: { source: true, esm: true, lines: true },
  })
  const validate = ajv.compile(flowDocumentSchema)
  const code = (standalone as unknown as { default: typeof standalone }).default ?? standalone
  const text = (code as unknown as (ajv: Ajv2020, validate: unknown) => string)(ajv, validate)
  return `// Written by scripts/write-schema.ts from flow-schema.ts. Don't edit.\n// @ts-nocheck\n/* oxlint-disable */\n${text.replace(/^export default .*$/m, '')}\n`
}
