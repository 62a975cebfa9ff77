export { compile } from './compile.js'
export type { Compilation, CompileContext, FlowShapes, KnownCredential, KnownField, NodeShapes, PortFields, TakenWebhookPath, UpstreamNode } from './compile-context.js'
export { shapesOf } from './shapes-of.js'
