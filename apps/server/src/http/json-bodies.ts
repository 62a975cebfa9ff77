import { MaillonError, parseOutsideJson } from '@maillon/kernel'
import { flowLimits } from '@maillon/flow-document'
import type { FastifyInstance } from 'fastify'

// Room for a whole flow document with its envelope; the size in bytes is bounded by the route before.
const gate = { maxDepth: flowLimits.depth + 8, maxNodes: flowLimits.elements + 1000 }

/** The one JSON parser of the API: text in, through the kernel's gate, or a refusal that names the place. */
export function readJsonBodies(fastify: FastifyInstance): void {
  fastify.removeContentTypeParser(['application/json', 'text/plain'])
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    if (text === '') return done(null, null)
    const read = parseOutsideJson(text as string, gate)
    if (read.ok) return done(null, read.value)
    done(new MaillonError({ code: read.problem.code, kind: 'user', retryable: false, params: { path: read.problem.path } }), undefined)
  })
}
