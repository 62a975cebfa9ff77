import { createHash } from 'node:crypto'

/** What is kept of the secret of a cookie, a link or a token. They hold 256 bits of chance, so a plain hash is as good as a slow one. */
export function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
