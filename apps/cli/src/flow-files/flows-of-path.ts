import type { FlowDocument } from '@maillon/flow-document'
import { diagnosticSentence } from '@maillon/messages'
import { CliError } from '../cli-error.js'
import { readFlowFiles } from './read-flow-files.js'

/** Every flow of a file or folder. @throws CliError with the first thing that is wrong with one */
export async function flowsOfPath(path: string): Promise<readonly FlowDocument[]> {
  const { flows, unreadable } = await readFlowFiles([path])
  const wrong = unreadable[0] ?? flows.flatMap(({ file, parsed }) => (parsed.ok ? [] : parsed.diagnostics.slice(0, 1).map((problem) => ({ file, problem }))))[0]
  if (wrong !== undefined) {
    const told = (locale: 'fr' | 'en') => `${wrong.file} ${wrong.problem.path ?? ''} : ${diagnosticSentence(wrong.problem, locale)}`
    throw new CliError({ fr: told('fr'), en: told('en').replace(' : ', ': ') })
  }
  return flows.flatMap(({ parsed }) => (parsed.ok ? [parsed.document] : []))
}
