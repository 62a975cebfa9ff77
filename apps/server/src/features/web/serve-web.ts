import fastifyStatic from '@fastify/static'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { WebPages } from './web-pages.js'

/** The exported pages under `/`. Files with a hash in their name never change; everything else is asked for again. */
export async function serveWeb(app: NestFastifyApplication, pages: WebPages): Promise<void> {
  if (pages.root === null) return
  await app.register(fastifyStatic, {
    root: pages.root,
    // Folders hold an index.html each (`trailingSlash` of the export).
    redirect: true,
    cacheControl: false,
    // The build leaves `.br` and `.gz` beside each text; where there are none the text itself goes out.
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/_next/static/') || path.includes('\\_next\\static\\') ? 'public, max-age=31536000, immutable' : 'no-cache')
      const policy = pages.policyOf(path.replace(/\.(?:br|gz)$/, ''))
      if (policy !== null) reply.header('content-security-policy', policy)
    },
  })
}
