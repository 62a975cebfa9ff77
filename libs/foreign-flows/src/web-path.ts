/** The end of an address as webhooks of ours may have it: letters, digits, hyphens and slashes. */
export function slugPath(given: string): string {
  const parts = given
    .slice(0, 300)
    .split('/')
    .map((part) => part.normalize('NFD').replace(/\p{M}/gu, '').replace(/[^a-zA-Z0-9_-]+/g, '-').replace(/^[-_]+|-+$/g, ''))
    .filter((part) => part !== '')
  const path = parts.join('/').slice(0, 100).replace(/\/+$/, '')
  return path === '' ? 'a-choisir' : path
}

export const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
