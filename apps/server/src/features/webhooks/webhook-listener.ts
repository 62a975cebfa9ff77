import type { Plan } from '@maillon/plan'
import type { AwaitedTarget, WebhookTarget } from '@maillon/storage'
import type { WebhookSignature } from './webhook-signature.js'

/** What listens at an address. */
export interface WebhookListener<T extends WebhookTarget | AwaitedTarget = WebhookTarget | AwaitedTarget> {
  readonly target: T
  readonly plan: Plan
  /** Index of the webhook node. */
  readonly node: number
  /** What the body has to fit; null: who calls is settled already. */
  readonly signature: WebhookSignature | null
}

export function authenticationOf({ plan, node }: Pick<WebhookListener, 'plan' | 'node'>): string {
  const authentication = plan.nodes[node]?.params['authentication']
  return typeof authentication === 'string' ? authentication : 'none'
}

export function takesFiles({ plan, node }: Pick<WebhookListener, 'plan' | 'node'>): boolean {
  return plan.nodes[node]?.params['files'] === true
}
