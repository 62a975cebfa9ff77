import { readFile, stat } from 'node:fs/promises'
import { parseFlowDocument, type ParsedFlow } from '@maillon/flow-document'
import { CliError } from './cli-error.js'

const maxBytes = 5 * 1024 * 1024

/** Read a flow file with all its problems. @throws CliError where there is no such file or it is too large. */
export async function readFlowFile(path: string): Promise<ParsedFlow> {
  const about = await stat(path).catch(() => null)
  if (about === null || !about.isFile()) throw new CliError({ fr: `Le fichier « ${path} » n’existe pas ou n’est pas un fichier.`, en: `There is no file "${path}".` })
  if (about.size > maxBytes) throw new CliError({ fr: `Le fichier « ${path} » dépasse 5 Mo : ce n’est pas un flux.`, en: `The file "${path}" is larger than 5 MB: it is not a flow.` })
  return parseFlowDocument(await readFile(path, 'utf8'))
}
