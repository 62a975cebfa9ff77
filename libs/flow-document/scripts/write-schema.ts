/**
 * Writes what is derived from `src/flow-schema.ts`: the published JSON Schema, and the validation function that ajv makes of it.
 * The function is made beforehand because a browser page with a strict content security policy can't compile schemas (no `eval`).
 * Run: `node --conditions=source --import tsx libs/flow-document/scripts/write-schema.ts`
 */
import { writeFileSync } from 'node:fs'
import { schemaFileText } from '../src/schema-file.js'
import { validatorSource } from './validator-source.js'

writeFileSync(new URL('../schema/maillon.flow-1.schema.json', import.meta.url), schemaFileText())
writeFileSync(new URL('../src/validate-flow.generated.ts', import.meta.url), validatorSource())
