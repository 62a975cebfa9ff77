import type { FlowDocument } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import type { CompileContext, FlowShapes } from './compile-context.js'

/** What flows along the edges: for the field picker and for completion. Pure. */
export function shapesOf(_document: FlowDocument, _catalogue: NodeCatalogue, _context: CompileContext): FlowShapes {
  throw new Error('The passes are not written yet')
}
