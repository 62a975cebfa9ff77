import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import { pointerTo } from '../pointer.js'
import { elsewhere, type Place, type SchemaProblem, type SchemaWalk } from './schema-walk.js'

/** `allOf`, `anyOf`, `oneOf`, `not`, `if` / `then` / `else`, `dependentRequired`. */
export function checkAlternatives(walk: SchemaWalk, place: Place, schema: JsonObject): void {
  if (isJsonArray(schema['allOf'])) for (const part of schema['allOf']) walk.check(walk, elsewhere(place, part))
  if (isJsonArray(schema['anyOf'])) checkAnyOf(walk, place, schema['anyOf'])
  if (isJsonArray(schema['oneOf'])) checkOneOf(walk, place, schema['oneOf'])
  if (schema['not'] !== undefined && problemsOf(walk, place, schema['not']).length === 0) walk.problems.push({ keyword: 'not', path: place.path })
  if (schema['if'] !== undefined) {
    const branch = problemsOf(walk, place, schema['if']).length === 0 ? schema['then'] : schema['else']
    if (branch !== undefined) walk.check(walk, elsewhere(place, branch))
  }
  if (schema['dependentRequired'] !== undefined) checkDependents(walk, place, schema)
}

function checkAnyOf(walk: SchemaWalk, place: Place, schemas: readonly Json[]): void {
  const found: (readonly SchemaProblem[])[] = []
  for (const schema of schemas) {
    const problems = problemsOf(walk, place, schema)
    if (problems.length === 0) return
    found.push(problems)
  }
  walk.problems.push(...meantProblems(found, place.path))
}

function checkOneOf(walk: SchemaWalk, place: Place, schemas: readonly Json[]): void {
  const found = schemas.map((schema) => problemsOf(walk, place, schema))
  const fitting = found.filter((problems) => problems.length === 0).length
  if (fitting > 1) walk.problems.push({ keyword: 'oneOf', path: place.path })
  else if (fitting === 0) walk.problems.push(...meantProblems(found, place.path))
}

function problemsOf(walk: SchemaWalk, place: Place, schema: Json | undefined): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = []
  walk.check({ ...walk, problems }, elsewhere(place, schema))
  return problems
}

/** A wrong discriminator (`kind: 'x'`) or type says: this alternative wasn't meant. */
const telling = 100

function meantProblems(found: readonly (readonly SchemaProblem[])[], path: string): readonly SchemaProblem[] {
  const depth = path.split('/').length + 1
  const isTelling = (problem: SchemaProblem) => (problem.keyword === 'enum' || problem.keyword === 'type') && problem.path.split('/').length <= depth
  const weight = (problems: readonly SchemaProblem[]) => problems.reduce((sum, problem) => sum + (isTelling(problem) ? telling : 1), 0)
  const best = [...found].sort((a, b) => weight(a) - weight(b))[0] ?? []
  const here = found.flat().filter((problem) => problem.path === path)
  // Where no alternative was meant (or they are plain choices), what is allowed is told for all of them together.
  const allowed = here.flatMap((problem) => problem.allowed ?? [])
  const types = here.flatMap((problem) => problem.types ?? [])
  if (best.some(isTelling) && best.every((problem) => problem.path === path)) {
    if (allowed.length > 0) return [{ keyword: 'enum', path, allowed }]
    if (types.length > 0) return [{ keyword: 'type', path, types: [...new Set(types)] }]
  }
  const discriminators = found.flat().filter((problem) => problem.keyword === 'enum' && isTelling(problem) && problem.path !== path)
  const first = discriminators[0]
  if (first !== undefined && found.every((problems) => problems.some((problem) => problem.keyword === 'enum' && problem.path === first.path))) {
    return [{ keyword: 'enum', path: first.path, allowed: discriminators.filter((problem) => problem.path === first.path).flatMap((problem) => problem.allowed ?? []) }]
  }
  return best
}

function checkDependents(walk: SchemaWalk, { value, path }: Place, schema: JsonObject): void {
  const dependents = schema['dependentRequired']
  if (!isJsonObject(dependents) || !isJsonObject(value)) return
  for (const [key, names] of Object.entries(dependents)) {
    if (!Object.hasOwn(value, key)) continue
    for (const name of listOf(names)) {
      if (typeof name === 'string' && !Object.hasOwn(value, name)) walk.problems.push({ keyword: 'required', path: pointerTo(path, name) })
    }
  }
}

function listOf(value: Json | undefined): readonly Json[] {
  return isJsonArray(value) ? value : []
}
