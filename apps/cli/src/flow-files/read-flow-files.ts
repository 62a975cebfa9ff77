import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseFlowFile, type FlowOfFile, type Diagnostic } from '@maillon/flow-document'
import { CliError } from '../cli-error.js'

const maxBytes = 16 * 1024 * 1024

export interface FlowInFile extends FlowOfFile {
  readonly file: string
}

/** Everything that was found, and the files that can't be read at all, each with why. */
export interface FlowFiles {
  readonly flows: readonly FlowInFile[]
  readonly unreadable: readonly { readonly file: string; readonly problem: Diagnostic }[]
}

/**
 * The flows of files and folders: of a folder every `*.flow.json` in it (not below), in the order of their names.
 * @throws CliError where there is no such file, it is too large, or a folder has none
 */
export async function readFlowFiles(paths: readonly string[]): Promise<FlowFiles> {
  const files = (await Promise.all(paths.map(filesAt))).flat()
  const flows: FlowInFile[] = []
  const unreadable: { readonly file: string; readonly problem: Diagnostic }[] = []
  for (const file of files) {
    const read = parseFlowFile(await readFile(file, 'utf8'))
    if (read.ok) flows.push(...read.flows.map((flow) => ({ ...flow, file })))
    else unreadable.push({ file, problem: read.problem })
  }
  return { flows, unreadable }
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
