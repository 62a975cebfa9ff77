import type { StepAssignment } from '@maillon/engine'
import { MaillonError } from '@maillon/kernel'
import type { NodeDescriptor } from '@maillon/node-contract'
import type { OpenCredential } from '@maillon/node-sdk'
import type { RunServices } from '@maillon/node-sdk/host'
import type { PlanNode } from '@maillon/plan'
import type { OpenedCredential } from '@maillon/vault'
import type { PacedCalls } from '../pace/paced-calls.js'
import type { ClosableResponse } from '../egress/response-of.js'
import { createStepFolders } from '../folders/step-folders.js'
import { egressCallOf, keepRenewed } from './egress-call.js'
import type { HostParts } from './host-parts.js'
import { answerLinksOf } from './answer-links-of.js'
import { createStepFiles } from './step-files.js'
import { createStepLog } from './step-log.js'
import type { StepSecrets } from './step-secrets.js'
import { createStepState } from './step-state.js'
import { createStepWorkspace } from './step-workspace.js'

export interface StepServices extends RunServices {
  /** Closes what the node left open. */
  close(): Promise<void>
}

export interface StepAbout {
  readonly assignment: StepAssignment
  readonly node: PlanNode
  readonly descriptor: NodeDescriptor
  readonly secrets: StepSecrets
  readonly calls: PacedCalls
  /** Of an installed package: whether it may call a host. Absent: any that the address rules let through. */
  readonly allowsHost?: (host: string) => boolean
}

/** Everything that a node may do besides taking and giving items, for one attempt. */
export function createStepServices(host: HostParts, about: StepAbout): StepServices {
  const { options, egress } = host
  const { assignment, secrets, node } = about
  const { run, signal } = assignment
  const files = createStepFiles(options, { workspaceId: run.workspaceId, runId: run.id, signal })
  const opened = new Map<string, Promise<OpenedCredential | null>>()
  const open = (slot: string): Promise<OpenedCredential | null> => {
    const known = opened.get(slot) ?? openCredential(host, about, slot)
    opened.set(slot, known)
    return known
  }
  const unread = new Set<ClosableResponse>()
  return {
    log: createStepLog(assignment, secrets),
    files,
    folders: createStepFolders({ roots: options.folders ?? [], freshId: () => options.random.id(), signal }),
    state: createStepState(options.state, { flowId: run.flowId, nodeId: node.id, isTrial: run.isTest || run.isDryRun }),
    workspace: createStepWorkspace(options.workspace, {
      ...{ workspaceId: run.workspaceId, runId: run.id, flowName: assignment.plan.flowName, locale: assignment.plan.locale, isDryRun: run.isDryRun, signal },
      freshId: () => options.random.id(),
      addSecrets: (texts) => secrets.add(texts),
    }),
    now: () => options.clock.now(),
    progress: (done, total) => assignment.progress(done, total),
    answerLinks: () => answerLinksOf(options.answers, assignment),
    credential: async (slot) => {
      const credential = await open(slot)
      if (credential !== null) await about.calls.next(credential)
      return credential === null ? null : { ...seen(credential), renew: (refreshToken) => keepRenewed({ host, about, credential }, refreshToken) }
    },
    resolveHost: (address, port) => egress.resolveHost(address, port),
    http: {
      async request(request) {
        const call = await egressCallOf(request, { open, about, host })
        if (call.credential !== undefined) await about.calls.next(call.credential)
        const response = await egress.request(request, call)
        unread.add(response)
        const quietMs = quietAsked(response)
        if (call.credential !== undefined && quietMs > 0) await about.calls.blocked(call.credential, quietMs)
        return response
      },
    },
    async close() {
      for (const response of unread) response.close()
      await files.close()
    },
  }
}

/** Milliseconds that a service which is asked too often wants to be left alone; 0: none. */
function quietAsked({ status, headers }: Pick<ClosableResponse, 'status' | 'headers'>): number {
  const asked = status === 429 || status === 503 ? headers['retry-after'] : undefined
  if (asked === undefined) return 0
  const ms = /^\d+$/.test(asked.trim()) ? Number(asked) * 1000 : Date.parse(asked) - Date.parse(headers['date'] ?? '')
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), longestQuietMs) : 0
}

const longestQuietMs = 3_600_000

async function openCredential(host: HostParts, about: StepAbout, slotName: string): Promise<OpenedCredential | null> {
  const { node, descriptor, assignment, secrets } = about
  const slot = descriptor.credentials.find((known) => known.slot === slotName)
  if (slot === undefined) throw new MaillonError({ code: 'NODE_SLOT_UNKNOWN', kind: 'bug', retryable: false, params: { slot: slotName } })
  const id = Object.hasOwn(node.credentials, slotName) ? node.credentials[slotName] : undefined
  if (id === undefined) return null
  const credential = await host.options.credentials.open(assignment.run.workspaceId, id)
  if (credential === null) throw new MaillonError({ code: 'VAULT_CREDENTIAL_MISSING', kind: 'user', retryable: false, params: { slot: slotName } })
  if (!slot.types.includes(credential.type))
    throw new MaillonError({ code: 'VAULT_TYPE_UNFIT', kind: 'user', retryable: false, params: { credential: credential.name, type: credential.type } })
  secrets.addCredential(credential)
  return credential
}

function seen({ id, name, type, values }: OpenedCredential): OpenCredential {
  return { id, name, type, values }
}
