import { parseEndpoint, type FlowDocument } from '@maillon/flow-document'

/** Whether a line leads into a node: it doesn't begin the flow. */
export function comesAfterOthers({ edges }: FlowDocument, node: string): boolean {
  return edges.some(({ to }) => parseEndpoint(to)?.node === node)
}
