const id = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const one = new RegExp(`^/api/flows/(${id})/export$`)
const several = new RegExp(`^${id}(,${id}){0,99}$`)

/**
 * Where the file of a flow's address is to be read: a path of this very server. Null: the address leads elsewhere, or to no flow.
 * Nothing else is ever asked for: what is read is put together here, not taken over.
 */
export function ownExportPath(address: string, origin: string): string | null {
  const url = URL.canParse(address.trim(), origin) ? new URL(address.trim(), origin) : null
  if (url === null || url.origin !== origin) return null
  const samples = url.searchParams.get('samples') === 'true' ? 'samples=true' : ''
  const exported = one.exec(url.pathname)?.[1]
  const ids = url.pathname === '/flow/' || url.pathname === '/flow' ? url.searchParams.get('id') : url.pathname === '/api/exports/flows' ? url.searchParams.get('ids') : null
  if (exported !== undefined) return `/api/flows/${exported}/export${samples === '' ? '' : `?${samples}`}`
  if (ids === null || !several.test(ids)) return null
  return `/api/exports/flows?ids=${ids}${samples === '' ? '' : `&${samples}`}`
}
