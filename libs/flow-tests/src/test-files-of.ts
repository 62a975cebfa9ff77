const flowEnding = '.flow.json'
const testEnding = '.test.json'

/** Whether a file name is that of an exported flow, or of a test. */
export function kindOfFile(name: string): 'flow' | 'test' | null {
  return name.endsWith(testEnding) ? 'test' : name.endsWith(flowEnding) ? 'flow' : null
}

/**
 * The one rule that pairs flow files with test files: beside `NAME.flow.json` stand `NAME.test.json` and `NAME.ANYTHING.test.json`.
 * @param names all file names of one folder
 * @returns those of the tests of `flowName`, in order
 */
export function testFilesOf(flowName: string, names: readonly string[]): readonly string[] {
  const stem = stemOf(flowName)
  return names.filter((name) => name === `${stem}${testEnding}` || (name.startsWith(`${stem}.`) && name.endsWith(testEnding))).sort()
}

/** The name under which a test is written beside its flow's file. */
export function testFileName(flowName: string, test: { readonly name: string }, taken: ReadonlySet<string> = new Set()): string {
  const stem = stemOf(flowName)
  const slug = test.name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60) || 'test'
  for (let copy = 1; ; copy += 1) {
    const name = `${stem}.${copy === 1 ? slug : `${slug}-${copy}`}${testEnding}`
    if (!taken.has(name)) return name
  }
}

function stemOf(flowName: string): string {
  return flowName.endsWith(flowEnding) ? flowName.slice(0, -flowEnding.length) : flowName.replace(/\.json$/, '')
}
