/**
 * The id of a document that came from another program: the same for the same flow, so that it is known again when it comes once more,
 * and hardly ever that of another one.
 *
 * @param given the id that it has there; short ones are counted up by each installation, and say little.
 * @param content what tells it from others.
 */
export function foreignFlowId(prefix: string, given: string, content: string): string {
  const slug = given.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 32)
  const own = slug.length >= 12 && slug.length === given.length ? slug : `${slug === '' ? '' : `${slug.slice(0, 16)}-`}${hashOf(content)}`
  return `${prefix}-${own}`
}

/** FNV-1a over two halves: no secret, only far apart. */
function hashOf(text: string): string {
  let [low, high] = [0x811c9dc5, 0x01000193]
  for (let at = 0; at < text.length; at += 1) {
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193) >>> 0
    high = Math.imul(high ^ text.charCodeAt(at) ^ at, 0x85ebca6b) >>> 0
  }
  return `${low.toString(16).padStart(8, '0')}${high.toString(16).padStart(8, '0')}`
}
