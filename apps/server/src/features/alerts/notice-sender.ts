/** Sends one message of an alert to one person or channel. Throws what stood in the way. */
import { inlineDataset, normaliseItem } from '@maillon/datasets'
import type { FlowDocument } from '@maillon/flow-document'
import { MaillonError, type Clock, type Locale } from '@maillon/kernel'
import type { NodeHost } from '@maillon/node-host'
import { CredentialStore, RecipientStore, type NoticeTarget, type Workspace } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError } from '../../http/api-error.js'
import { CLOCK, NODE_HOST } from '../../platform/tokens.js'
import { FlowCompiler } from '../flows/flow-compiler.service.js'
import { ProductMailer } from '../mail/product-mailer.js'
import type { NoticeText } from './notice-text.js'

export interface Message {
  /** The same over all attempts. */
  readonly key: string
  /** In the language of whom it goes to. */
  readonly textIn: (locale: Locale) => NoticeText
}

const patienceMs = 60_000
const [tell, start] = ['tell', 'start']
const at = { x: 0, y: 0 }

@Injectable()
export class NoticeSender {
  constructor(
    @Inject(ProductMailer) private readonly mailer: ProductMailer,
    @Inject(RecipientStore) private readonly recipients: RecipientStore,
    @Inject(CredentialStore) private readonly credentials: CredentialStore,
    @Inject(FlowCompiler) private readonly compiler: FlowCompiler,
    @Inject(NODE_HOST) private readonly host: NodeHost,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async send(workspace: Workspace, target: NoticeTarget, message: Message): Promise<void> {
    if (target.kind === 'mail') return this.#mail(workspace, target, message)
    const recipient = await this.recipients.find(workspace.id, target.id)
    if (recipient === null) throw apiError('ALERT_RECIPIENT_GONE', { name: target.name })
    if (!recipient.isActive) throw apiError('ALERT_RECIPIENT_INACTIVE', { name: recipient.name })
    if (recipient.type === 'email') return this.#mail(workspace, { address: recipient.address, locale: workspace.locale }, message)
    return this.#byChannel(workspace, target, message)
  }

  async #mail(workspace: Workspace, { address, locale }: { readonly address: string; readonly locale: Locale }, { key, textIn }: Message): Promise<void> {
    const { subject, paragraphs, link } = textIn(locale)
    await this.mailer.deliver(workspace.id, { to: address, subject, paragraphs, link, locale, key })
  }

  /** The node that tells recipients, run as a step of no run: its account, its address rules and its words for what goes wrong. */
  async #byChannel(workspace: Workspace, target: NoticeTarget & { readonly kind: 'recipient' }, { key, textIn }: Message): Promise<void> {
    const { plan, node } = await this.#planOf(workspace, target)
    const { subject, paragraphs, link } = textIn(workspace.locale)
    const { item, bytes } = normaliseItem({ subject, text: [...paragraphs, link.url].join('\n\n') }, undefined)
    const result = await this.host.run({
      key: { runId: key, node, iteration: '' }, attempt: 1, isLastAttempt: true, plan, node, ownRunId: key, heapMiB: null,
      // A trial in the eyes of the node's memory: what is known of this message stands in the outbox.
      run: { id: key, workspaceId: workspace.id, flowId: key, origin: 'event', startedAt: new Date(this.clock.now()).toISOString(), instant: null, isTest: true, isDryRun: false },
      resumed: null, suspensions: 0, collected: null, inputs: [[inlineDataset([item], bytes)]], references: [], idempotencyKey: key, signal: AbortSignal.timeout(patienceMs), log: () => undefined, progress: () => undefined,
    })
    if (result.kind === 'failed') throw new MaillonError(result.error)
    if (result.kind === 'postponed') throw new MaillonError({ code: 'ALERT_NOTICE_POSTPONED', kind: 'operational', retryable: true, retryAfterMs: result.forMs })
  }

  async #planOf(workspace: Workspace, { id, name, twilioCredentialId }: NoticeTarget & { readonly kind: 'recipient' }) {
    const account = twilioCredentialId === null ? null : await this.credentials.find(workspace.id, twilioCredentialId)
    const params = { message: '{{item.text}}', subject: '{{item.subject}}', channels: [{ channel: 'directory', recipients: [{ kind: 'recipient', id, name }] }], ifFailed: 'fail', ifUnknown: 'again' }
    const credentials = account === null ? {} : { credentials: { 'directory-twilio': { id: account.id, name: account.name } } }
    const document: FlowDocument = {
      format: 'maillon.flow/1', id: 'alert', name: 'Maillon', settings: {}, notes: [], requires: {}, edges: [{ from: `${start}.main`, to: `${tell}.main` }],
      nodes: [{ id: start, type: 'core.manual', version: 1, name: start, position: at, params: {} }, { id: tell, type: 'notify.send', version: 1, name: tell, position: at, params, mode: 'each', ...credentials }],
    }
    const compiled = await this.compiler.compile(workspace, document)
    if (!compiled.ok) throw new Error(`The message of an alert can't be compiled: ${compiled.diagnostics.map(({ code }) => code).join(', ')}`)
    return { plan: compiled.plan, node: compiled.plan.nodes.findIndex((one) => one.id === tell) }
  }
}
