import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseFlowFile, type FlowOfFile, type Diagnostic } from '@maillon/flow-document'
import { kindOfFile } from '@maillon/flow-tests'
import type { Json } from '@maillon/kernel'
import { CliError } from '../cli-error.js'

const maxBytes = 16 * 1024 * 1024

export interface FlowInFile extends FlowOfFile {
  readonly file: string
}

/** Everything that was found, and the files that can't be read at all, each with why. */
export interface FlowFiles {
  readonly flows: readonly FlowInFile[]
  readonly unreadable: readonly { readonly file: string; readonly problem: Diagnostic }[]
  /** Tests that stand inside of the files, not looked at yet. */
  readonly tests: readonly { readonly file: string; readonly value: Json }[]
}

/**
 * The flows of files and folders: of a folder every `*.flow.json` in it (not below), in the order of their names. Test files among the paths
 * (`DIR/*`) belong to their flows and are passed over.
 * @throws CliError where there is no such file, it is too large, or a folder has none
 */
export async function readFlowFiles(paths: readonly string[]): Promise<FlowFiles> {
  const ofFlows = paths.filter((path) => kindOfFile(basename(path)) !== 'test')
  const [test] = paths
  if (ofFlows.length === 0 && test !== undefined) throw new CliError({ fr: `« ${test} » est un test, pas un flux : nommez le flux, ou « maillon test » pour rejouer le test.`, en: `"${test}" is a test, not a flow: name the flow, or use "maillon test" to replay it.` })
  const files = (await Promise.all(ofFlows.map(filesAt))).flat()
  const flows: FlowInFile[] = []
  const unreadable: { readonly file: string; readonly problem: Diagnostic }[] = []
  const tests: { readonly file: string; readonly value: Json }[] = []
  for (const file of files) {
    const read = parseFlowFile(await readFile(file, 'utf8'))
    if (!read.ok) {
      unreadable.push({ file, problem: read.problem })
      continue
    }
    flows.push(...read.flows.map((flow) => ({ ...flow, file })))
    tests.push(...read.tests.map((value) => ({ file, value })))
  }
  return { flows, unreadable, tests }
}

async function filesAt(path: string): Promise<readonly string[]> {
  const about = await stat(path).catch(() => null)
  if (about?.isDirectory() === true) {
    const names = (await readdir(path)).filter((name) => name.endsWith('.flow.json')).toSorted()
    if (names.length === 0) throw new CliError({ fr: `Le dossier « ${path} » ne contient aucun fichier .flow.json.`, en: `There is no .flow.json file in the folder "${path}".` })
    return names.map((name) => join(path, name))
  }
  if (about === null || !about.isFile()) throw new CliError({ fr: `Le fichier « ${path} » n’existe pas ou n’est pas un fichier.`, en: `There is no file "${path}".` })
  if (about.size > maxBytes) throw new CliError({ fr: `Le fichier « ${path} » dépasse 16 Mo : ce n’est pas un flux.`, en: `The file "${path}" is larger than 16 MB: it is not a flow.` })
  return [path]
}
