import type { FlowDocument } from '@maillon/flow-document'
import { CliError } from '../cli-error.js'
import type { RemoteServer } from './connect.js'

const pattern = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:@(published|draft|[1-9][0-9]{0,8}))?$/

/** `<id>`, `<id>@published`, `<id>@3`. */
export function isFlowReference(text: string): boolean {
  return pattern.test(text)
}

/** @throws CliError where it isn't published; ApiError as the server answers */
export async function flowByReference({ api }: RemoteServer, text: string): Promise<FlowDocument> {
  const [, id = '', version = 'draft'] = pattern.exec(text) ?? []
  if (/^[0-9]/.test(version)) return (await api.call('version', { params: { id, number: version } })).document
  const flow = await api.call('flow', { params: { id } })
  if (version === 'draft') return flow.document
  if (flow.published === null) throw new CliError({ fr: `« ${flow.document.name} » n’est pas publié.`, en: `"${flow.document.name}" is not published.` })
  return flow.published.document
}
