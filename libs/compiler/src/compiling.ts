import type { Diagnostic, FlowDocument } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import type { CompileContext } from './compile-context.js'

/** What every pass is given: the question, and where its findings go. */
export interface Compiling {
  readonly document: FlowDocument
  readonly catalogue: NodeCatalogue
  readonly context: CompileContext
  readonly findings: Diagnostic[]
}
