/** What is known of the person: `failed`, the server could not be asked. */
export type AccountKnowledge = 'unknown' | 'failed' | 'in' | 'out' | 'setup'

export type Entrance =
  | { readonly kind: 'wait' }
  | { readonly kind: 'unreachable' }
  /** `open`: a page before the login, without navigation. */
  | { readonly kind: 'show'; readonly frame: 'open' | 'app' }
  | { readonly kind: 'redirect'; readonly to: '/' | '/login/' | '/setup/' }

/** Pages of links that people get, and the one that sends such a link. */
const linkPaths = ['/invitation', '/new-password', '/forgotten']
const openPaths = ['/login', '/setup', '/answer', '/form', ...linkPaths]

/** Pages that are there for people who aren't logged in. */
export function isOpenPath(path: string): boolean {
  return openPaths.includes(withoutSlash(path))
}

/**
 * 1. Nobody sees a page of the app without a session. 2. Before the first administrator exists everything leads to the setup, and only then.
 * 3. Who is logged in is not shown the login again: the login page itself goes on to where the person wanted to be.
 * 4. The page of an answer link is for whoever has the link: with a session or without, also before it is known whether there is one.
 * 5. The pages of invitations and new passwords are for whoever has such a link, with a session or without.
 */
export function decideEntrance(account: AccountKnowledge, path: string): Entrance {
  const at = withoutSlash(path)
  if (at === '/answer' || at === '/form') return { kind: 'show', frame: 'open' }
  switch (account) {
    case 'unknown':
      return { kind: 'wait' }
    case 'failed':
      return { kind: 'unreachable' }
    case 'setup':
      return at === '/setup' ? { kind: 'show', frame: 'open' } : { kind: 'redirect', to: '/setup/' }
    case 'out':
      return at === '/login' || linkPaths.includes(at) ? { kind: 'show', frame: 'open' } : { kind: 'redirect', to: '/login/' }
    case 'in':
      if (at === '/setup') return { kind: 'redirect', to: '/' }
      return { kind: 'show', frame: at === '/login' || linkPaths.includes(at) ? 'open' : 'app' }
  }
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}
