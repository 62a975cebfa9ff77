import { createHash } from 'node:crypto'
import type { OpenedCredential } from '@maillon/vault'
import { Agent } from 'undici'
import { createPinnedConnector } from './pinned-connector.js'
import { createProxyConnector } from './proxy-connector.js'
import type { HostResolving } from './resolve-host.js'
import { tlsMaterialOf } from './tls-material.js'

/** What a connection is made with. Connections of one route are never used for another. */
export interface Route {
  /** Absent: none. */
  readonly certificate?: OpenedCredential
  /** Absent: straight. */
  readonly proxy?: OpenedCredential
}

const idleTimeoutMs = 30_000
const maxHeaderBytes = 64 * 1024
const maxRoutes = 50

/** Connections, kept apart by route: a certificate or a proxy opens its own. */
export class AgentPool {
  private readonly agents = new Map<string, Agent>()

  constructor(private readonly resolving: HostResolving) {}

  /** @throws MaillonError `VAULT_CERTIFICATE_UNREADABLE`, `VAULT_TYPE_UNFIT` (user) */
  agent(route: Route): Agent {
    const key = keyOf(route)
    const agent = this.agents.get(key) ?? this.open(route)
    // The one used last stands at the end; the first is the one to go.
    this.agents.delete(key)
    this.agents.set(key, agent)
    const [oldest] = this.agents.keys()
    if (this.agents.size > maxRoutes && oldest !== undefined) this.forget(oldest)
    return agent
  }

  async close(): Promise<void> {
    await Promise.all([...this.agents.values()].map((agent) => agent.destroy()))
    this.agents.clear()
  }

  private open({ certificate, proxy }: Route): Agent {
    const tls = certificate === undefined ? null : tlsMaterialOf(certificate)
    return new Agent({
      connect: proxy === undefined ? createPinnedConnector(this.resolving, tls) : createProxyConnector(this.resolving, { proxy, tls }),
      headersTimeout: idleTimeoutMs,
      bodyTimeout: idleTimeoutMs,
      maxHeaderSize: maxHeaderBytes,
      connections: 64,
      pipelining: 1,
    })
  }

  private forget(key: string): void {
    const agent = this.agents.get(key)
    this.agents.delete(key)
    // What is still under way may end.
    agent?.close().catch(() => undefined)
  }
}

function keyOf({ certificate, proxy }: Route): string {
  const parts = [certificate, proxy].map((credential) => (credential === undefined ? null : [credential.id, credential.values]))
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64')
}
