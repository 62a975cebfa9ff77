export { jsonOfDocument } from './json-of-document.js'
export { nodesFromOpenApi, type OpenApiNodes, type OpenApiOptions } from './nodes-from-openapi.js'
export { openApiLimits } from './openapi-limits.js'
export type { OpenApiNote } from './openapi-problem.js'
