import type { FlowDocument } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import type { Compilation, CompileContext } from './compile-context.js'

/** The document as a plan, or all that is wrong with it. Pure. */
export function compile(_document: FlowDocument, _catalogue: NodeCatalogue, _context: CompileContext): Compilation {
  throw new Error('The passes are not written yet')
}
