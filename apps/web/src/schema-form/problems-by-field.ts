import type { FormProblem } from './form-context.js'
import type { FormField } from './form-field.js'

/** Problems by the pointer of the deepest drawn field on their way; '' has those of the whole form. */
export function problemsByField(problems: readonly FormProblem[], fields: readonly FormField[]): ReadonlyMap<string, readonly FormProblem[]> {
  const drawn = new Set(drawnPointers(fields))
  const found = new Map<string, FormProblem[]>()
  for (const problem of problems) {
    const at = deepestDrawn(problem.path, drawn)
    found.set(at, [...(found.get(at) ?? []), problem])
  }
  return found
}

/** Whether something inside (or the field itself) is wrong: what is folded then opens. */
export function hasErrorInside(pointer: string, problems: ReadonlyMap<string, readonly FormProblem[]>): boolean {
  return [...problems].some(([at, list]) => (at === pointer || at.startsWith(`${pointer}/`)) && list.some(({ severity }) => severity === 'error'))
}

function drawnPointers(fields: readonly FormField[]): readonly string[] {
  return fields.flatMap((field) => [field.pointer, ...drawnPointers(field.fields), ...field.rows.flatMap((row) => [row.pointer, ...drawnPointers(row.fields)])])
}

function deepestDrawn(path: string, drawn: ReadonlySet<string>): string {
  let at = path
  while (at !== '' && !drawn.has(at)) at = at.slice(0, Math.max(0, at.lastIndexOf('/')))
  return at
}
