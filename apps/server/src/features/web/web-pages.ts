import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Nothing but our own files; scripts of a page itself only where their text is known by its hash. */
function policyWith(scripts: readonly string[]): string {
  return [
    "default-src 'none'", `script-src ${["'self'", ...scripts].join(' ')}`,
    // Mantine and React set style attributes; no script can come in that way.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:", "font-src 'self' data:", "connect-src 'self'", "manifest-src 'self'", "worker-src 'self' blob:", "frame-src 'self' blob:",
    "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'",
  ].join('; ')
}

/** The exported web pages: their security policies, computed once from their own text, and the page for unknown addresses. */
export class WebPages {
  private constructor(
    /** Null: the pages aren't built. */
    readonly root: string | null,
    private readonly policies: ReadonlyMap<string, string>,
    private readonly missingPage: string | null,
  ) {}

  static async read(root: string): Promise<WebPages> {
    const files = await readdir(root, { recursive: true }).catch(() => null)
    if (files === null) return new WebPages(null, new Map(), null)
    const policies = new Map<string, string>()
    let missingPage: string | null = null
    for (const file of files.filter((name) => name.endsWith('.html'))) {
      const html = await readFile(join(root, file), 'utf8')
      policies.set(file.split(sep).join('/'), policyWith(inlineScriptHashes(html)))
      if (file === '404.html') missingPage = html
    }
    return new WebPages(root, policies, missingPage)
  }

  /** Of a page under the root, given by its path on disk. Null: it is none, and what is no page loads nothing, like all other answers (half a kilobyte less for each script). */
  policyOf(path: string): string | null {
    return (this.root === null ? undefined : this.policies.get(relative(this.root, path).split(sep).join('/'))) ?? null
  }

  /** The 404 page for a person; false where it is no page that was asked for. */
  answerMissing(request: FastifyRequest, reply: FastifyReply): boolean {
    const path = request.url.split('?', 1)[0] ?? ''
    const isPage = (request.method === 'GET' || request.method === 'HEAD') && !path.startsWith('/api/') && !path.startsWith('/hooks/') && path !== '/api' && path !== '/hooks'
    if (!isPage) return false
    reply.status(404).header('cache-control', 'no-store').header('content-security-policy', this.policies.get('404.html') ?? policyWith([])).type('text/html; charset=utf-8')
    reply.send(this.missingPage ?? notBuilt)
    return true
  }
}

const notBuilt = '<!doctype html><meta charset="utf-8"><title>Maillon</title><p>404. Les pages web ne sont pas construites : npm start les construit. · The web pages aren’t built: npm start builds them.</p>'

/** SHA-256 sources of the scripts that stand in a page. Data blocks (JSON) don't run and need none. */
export function inlineScriptHashes(html: string): readonly string[] {
  const hashes = new Set<string>()
  for (const [, attributes = '', text = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)) {
    if (/\bsrc\s*=/i.test(attributes) || text === '') continue
    hashes.add(`'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  }
  return [...hashes]
}
