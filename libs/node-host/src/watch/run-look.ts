/**
 * One look of a trigger at the outside world.
 *
 * 1. An event is handed on sealed: its item bounded and masked, its data where the run will find it.
 * 2. What fails says so as an error that people can read, masked like those of steps.
 * 3. A look whose signal is aborted ends soon after, whether the node listens or not.
 */
import { normaliseItem, type FileRef } from '@maillon/datasets'
import type { StepAssignment } from '@maillon/engine'
import { isMaillonError, MaillonError, toErrorInfo, type JsonObject } from '@maillon/kernel'
import type { LookContext, LookEvent, LookReport } from '@maillon/node-sdk'
import type { PlanNode } from '@maillon/plan'
import { hostsOf } from '../packages/hosts-of.js'
import { inPackageProcess } from '../packages/in-package-process.js'
import { PacedCalls } from '../pace/paced-calls.js'
import { bindNode } from '../step/bind-node.js'
import { endWithSignal } from '../step/end-with-signal.js'
import type { HostParts } from '../step/host-parts.js'
import { StepOutputs } from '../step/step-outputs.js'
import { loadScope } from '../step/step-scope.js'
import { StepSecrets } from '../step/step-secrets.js'
import { createStepServices, type StepServices } from '../step/step-services.js'
import type { LookAssignment } from './look-assignment.js'

/** @throws MaillonError what the look failed by */
export async function runLook(host: HostParts, assignment: LookAssignment): Promise<LookReport> {
  const secrets = new StepSecrets()
  const node = assignment.plan.nodes[assignment.node]
  if (node === undefined) throw new Error(`The plan has no node ${assignment.node}`)
  const step = stepOf(host, assignment)
  let services: StepServices | null = null
  try {
    const { loaded, params } = bindNode(host, node)
    const { look: hasLook, descriptor } = loaded.definition
    if (hasLook === undefined) throw new Error(`${node.type} does not look at anything`)
    services = createStepServices(host, { assignment: step, node, descriptor, secrets, ...hostsOf(loaded), calls: new PacedCalls({ keeper: undefined, assignment: step, logger: host.options.logger, clock: host.options.clock }) })
    const scope = await loadScope(step, params, { datasets: host.options.datasets, variables: host.options.variables, now: host.options.clock.now() })
    const context = contextOf(assignment, { services, params: params.resolve(scope), take: (event) => take(host, assignment, { event, secrets, node }) })
    return await inPackageProcess(host, { loaded, attempt: step }, ({ look = hasLook }) => endWithSignal(look(context as LookContext<never>), assignment.signal))
  } catch (error) {
    throw new MaillonError(secrets.error(isMaillonError(error) ? error.info : toErrorInfo(error)), { cause: error })
  } finally {
    await services?.close()
  }
}

function contextOf(assignment: LookAssignment, with_: { readonly services: StepServices; readonly params: JsonObject; readonly take: LookContext<JsonObject>['take'] }): LookContext<JsonObject> {
  const { plan, signal, cursor, failingSince, listenMs, flowId, draftId } = assignment
  const { log, files, folders, http, credential, resolveHost, now } = with_.services
  return {
    params: with_.params, idempotencyKey: draftId, signal, cursor, failingSince, listenMs,
    locale: plan.locale, timeZone: plan.timeZone, flow: { id: flowId, name: plan.flowName },
    log, files, folders, http, credential, resolveHost, now,
    known: (keys) => assignment.known(keys),
    take: with_.take,
  }
}

/** Rule 1. */
async function take(host: HostParts, assignment: LookAssignment, on: { readonly event: LookEvent; readonly secrets: StepSecrets; readonly node: PlanNode }): Promise<'taken' | 'known'> {
  const { event, secrets, node } = on
  const outputs = new StepOutputs({
    datasets: host.options.datasets,
    ports: node.outputs,
    nameOf: (port) => `${assignment.draftId}/${host.options.random.id()}-${port}`.toLowerCase(),
    mask: () => secrets.itemMask(),
  })
  try {
    const { item, bytes } = normaliseItem(event.json, event.files)
    await outputs.first?.push(item, bytes)
    const [output] = (await outputs.finish()).outputs
    if (output === undefined) throw new Error('A trigger has an output')
    const fileIds = Object.values(item.files ?? {}).map(({ id }: FileRef) => id)
    return await assignment.take({ key: event.key, alsoKnownAs: event.alsoKnownAs ?? [], output, fileIds, cursor: event.cursor })
  } catch (error) {
    await outputs.close()
    throw error
  }
}

/** The services of steps, for a step that isn't one: no run stands behind it yet. */
function stepOf(host: HostParts, { plan, node, workspaceId, flowId, draftId, signal, log }: LookAssignment): StepAssignment {
  return {
    key: { runId: draftId, node, iteration: '' },
    attempt: 1, isLastAttempt: true, plan, node, ownRunId: draftId, heapMiB: null,
    run: { id: draftId, workspaceId, flowId, origin: 'event', startedAt: new Date(host.options.clock.now()).toISOString(), instant: null, isTest: false, isDryRun: false },
    resumed: null, suspensions: 0, collected: null, inputs: [], references: [],
    idempotencyKey: draftId, signal, log, progress: () => undefined,
  }
}
