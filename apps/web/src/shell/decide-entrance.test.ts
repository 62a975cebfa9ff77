import { describe, expect, it } from 'vitest'
import { decideEntrance } from './decide-entrance.js'

describe('who sees which page', () => {
  it('nobody sees a page of the app without a session (1)', () => {
    for (const path of ['/', '/runs/', '/flow/', '/setup/']) expect(decideEntrance('out', path)).toEqual({ kind: 'redirect', to: '/login/' })
    expect(decideEntrance('out', '/login/')).toEqual({ kind: 'show', frame: 'open' })
  })

  it('everything leads to the setup before the first administrator exists, and only then (2)', () => {
    for (const path of ['/', '/runs', '/login/']) expect(decideEntrance('setup', path)).toEqual({ kind: 'redirect', to: '/setup/' })
    expect(decideEntrance('setup', '/setup/')).toEqual({ kind: 'show', frame: 'open' })
    expect(decideEntrance('in', '/setup/')).toEqual({ kind: 'redirect', to: '/' })
  })

  it('who is logged in sees the app; the login page sends them on by itself (3)', () => {
    expect(decideEntrance('in', '/runs/')).toEqual({ kind: 'show', frame: 'app' })
    expect(decideEntrance('in', '/login/')).toEqual({ kind: 'show', frame: 'open' })
  })

  it('whoever has an answer link sees its page, whatever is known of them (4)', () => {
    for (const account of ['unknown', 'failed', 'in', 'out', 'setup'] as const) expect(decideEntrance(account, '/answer/')).toEqual({ kind: 'show', frame: 'open' })
  })

  it('whoever has a link of an invitation or for a new password sees its page, once there is somebody (5)', () => {
    for (const path of ['/invitation/', '/new-password/', '/forgotten/']) {
      for (const account of ['in', 'out'] as const) expect(decideEntrance(account, path)).toEqual({ kind: 'show', frame: 'open' })
      expect(decideEntrance('setup', path)).toEqual({ kind: 'redirect', to: '/setup/' })
    }
  })

  it('waits while nothing is known, and says it when the server could not be asked', () => {
    expect(decideEntrance('unknown', '/')).toEqual({ kind: 'wait' })
    expect(decideEntrance('failed', '/')).toEqual({ kind: 'unreachable' })
  })
})
