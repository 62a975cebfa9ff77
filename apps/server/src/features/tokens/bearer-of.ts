import type { FastifyRequest } from 'fastify'

/** What stands behind `Authorization: Bearer`; an empty text where the header is there without one. Null: no such header. Never read from the address. */
export function bearerOf(request: Pick<FastifyRequest, 'headers'>): string | null {
  const header = request.headers.authorization
  const found = header === undefined ? null : /^bearer(?:\s+(\S*))?$/i.exec(header.trim())
  return found === null ? null : (found[1] ?? '')
}
