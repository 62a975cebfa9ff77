import { isFileRef, type FileRef } from '@maillon/datasets'
import type { FlowDocument } from '@maillon/flow-document'
import { isJsonArray, isJsonObject, type Json } from '@maillon/kernel'
import { flowTestLimits, type FlowTest, type TestFile } from '../flow-test.js'
import type { RecordedRun } from './recorded-run.js'

/** The files that a test's rows and the document's parameters name, the small ones with their bytes. */
export async function filesOf(test: Pick<FlowTest, 'trigger' | 'answers'>, document: FlowDocument, { files }: Pick<RecordedRun, 'files'>): Promise<readonly TestFile[]> {
  const found = new Map<string, FileRef>()
  const rows = [...test.trigger.items, ...test.answers.flatMap(({ outputs }) => Object.values(outputs).flat())]
  for (const ref of fileRefsIn(rows as unknown as Json)) found.set(ref.id, ref)
  for (const id of chosenIdsIn(document.nodes.map(({ params }) => params))) {
    const file = found.has(id) ? null : await files.find(id)
    if (file !== null) found.set(id, file)
  }
  const kept: TestFile[] = []
  let left: number = flowTestLimits.filesBytes
  for (const { id, name, mediaType, size, sha256 } of found.values()) {
    // What looks like a reference may carry more.
    const file = { id, name, mediaType, size, sha256 }
    const bytes = file.size <= Math.min(flowTestLimits.fileBytes, left) ? await files.read(file) : null
    left -= bytes?.length ?? 0
    kept.push(bytes === null ? file : { ...file, content: Buffer.from(bytes).toString('base64') })
  }
  return kept
}

function fileRefsIn(value: Json): readonly FileRef[] {
  if (isFileRef(value)) return [value]
  if (isJsonArray(value)) return value.flatMap(fileRefsIn)
  return isJsonObject(value) ? Object.values(value).flatMap(fileRefsIn) : []
}

/** Ids of whatever looks like a chosen file: what is none isn't found. */
function chosenIdsIn(value: Json): readonly string[] {
  if (isJsonArray(value)) return value.flatMap(chosenIdsIn)
  if (!isJsonObject(value)) return []
  const { id, name } = value
  return typeof id === 'string' && typeof name === 'string' && /^[0-9a-f-]{36}$/.test(id) ? [id] : Object.values(value).flatMap(chosenIdsIn)
}
