import type { ApiDocumentRequest, ApiDocumentView } from '@maillon/api-contract'
import { isMaillonError, type Locale, type Logger } from '@maillon/kernel'
import type { Egress, LayeredPackages } from '@maillon/node-host'
import { jsonOfDocument, nodesFromOpenApi, openApiLimits, type OpenApiNodes } from '@maillon/node-http/openapi'
import { ApiDocumentStore, type StoredApiDocument } from '@maillon/storage'
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { FollowedCopy } from '../../platform/followed-copy.js'
import { EGRESS, LOGGER, PACKAGES } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'

const lookEveryMs = 15_000
const patienceMs = 30_000

/**
 * OpenAPI documents as steps of the palette.
 * 1. What a document gives is made anew from its text in every process; other processes find a change within 15 seconds.
 * 2. A document that can't be read any more is left out and told in the log; the others work.
 */
@Injectable()
export class ApiDocumentsService implements OnModuleInit {
  readonly #copy: FollowedCopy

  constructor(
    @Inject(ApiDocumentStore) private readonly store: ApiDocumentStore,
    @Inject(PACKAGES) private readonly packages: LayeredPackages,
    @Inject(EGRESS) private readonly egress: Egress,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#copy = new FollowedCopy({ revision: () => this.store.revision(), read: () => this.#takeOver() }, { name: 'API documents', logger })
  }

  async onModuleInit(): Promise<void> {
    await this.reload()
  }

  @Interval(lookEveryMs)
  async look(): Promise<void> {
    await this.#copy.look()
  }

  async list(caller: CallerIdentity): Promise<readonly ApiDocumentView[]> {
    const stored = await this.store.all()
    const views = await Promise.all(stored.map(async (document) => this.#viewOfStored(document, caller.locale)))
    return views.filter((view) => view !== null)
  }

  /** What a document would give. Nothing is kept. */
  async check(caller: CallerIdentity, request: ApiDocumentRequest): Promise<ApiDocumentView> {
    const { name, nodes } = await this.#read(request)
    return viewOf({ name, nodes, updatedAt: null, usedBy: await this.store.users(name) }, caller.locale)
  }

  async save(caller: CallerIdentity, request: ApiDocumentRequest): Promise<ApiDocumentView> {
    const { name, nodes, document } = await this.#read(request)
    const address = request.address?.trim() ?? ''
    await this.store.save({ name, document, address: address === '' ? null : address })
    await this.reload()
    await this.audit.record(caller, { action: 'api-document.save', target: { kind: 'api-document', id: name }, before: null, after: { address: nodes.address, operations: nodes.nodes.length } })
    return viewOf({ name, nodes, updatedAt: new Date(), usedBy: await this.store.users(name) }, caller.locale)
  }

  async remove(caller: CallerIdentity, name: string): Promise<void> {
    const users = await this.store.users(name)
    if (users.length > 0) throw apiError('API_DOCUMENT_STILL_USED', { flows: users.slice(0, 5).join(', ') })
    if (!(await this.store.remove(name))) throw missing()
    await this.reload()
    await this.audit.record(caller, { action: 'api-document.delete', target: { kind: 'api-document', id: name }, before: { name }, after: null })
  }

  async reload(): Promise<void> {
    await this.#copy.reload()
  }

  async #takeOver(): Promise<void> {
    const stored = await this.store.all()
    this.packages.replace('api-documents', stored.flatMap((document) => this.#nodesOf(document)?.nodes ?? []).map((definition) => ({ definition, module: null })))
  }

  #nodesOf({ name, document, address }: StoredApiDocument): OpenApiNodes | null {
    try {
      return nodesFromOpenApi(document, { name, ...(address === null ? {} : { address }) })
    } catch (error) {
      if (!isMaillonError(error)) throw error
      this.logger.warn('An API document is left out', { name, code: error.info.code })
      return null
    }
  }

  async #viewOfStored(stored: StoredApiDocument, locale: Locale): Promise<ApiDocumentView | null> {
    const nodes = this.#nodesOf(stored)
    return nodes === null ? null : viewOf({ name: stored.name, nodes, updatedAt: stored.updatedAt, usedBy: await this.store.users(stored.name) }, locale)
  }

  async #read(request: ApiDocumentRequest): Promise<{ readonly name: string; readonly nodes: OpenApiNodes; readonly document: string }> {
    const given = request.document ?? (request.url === undefined ? '' : await this.#fetch(request.url))
    if (given.trim() === '') throw apiError('API_DOCUMENT_NOT_GIVEN')
    // Kept as JSON: every process reads it anew, and JSON is quicker.
    const document = await jsonOfDocument(given)
    const address = request.address?.trim() ?? ''
    const nodes = nodesFromOpenApi(document, { ...(request.name === undefined ? {} : { name: request.name }), ...(address === '' ? {} : { address }) })
    const [, name = 'api'] = nodes.nodes[0]?.descriptor.type.split('.') ?? []
    if (!/^[a-z][a-z0-9-]{0,59}$/.test(name)) throw apiError('API_DOCUMENT_NAME_UNFIT', { name })
    return { name, nodes, document }
  }

  /** Through the same rules for addresses as every call of a flow. */
  async #fetch(url: string): Promise<string> {
    const response = await this.egress.request({ url, headers: { accept: 'application/json, application/yaml;q=0.9, */*;q=0.5' }, timeoutMs: patienceMs, maxBytes: openApiLimits.text }, { signal: AbortSignal.timeout(patienceMs) })
    if (response.status !== 200) {
      response.close()
      throw apiError('API_DOCUMENT_NOT_FOUND', { status: response.status })
    }
    return response.text()
  }
}

interface ViewParts {
  readonly name: string
  readonly nodes: OpenApiNodes
  readonly updatedAt: Date | null
  readonly usedBy: readonly string[]
}

function viewOf({ name, nodes, updatedAt, usedBy }: ViewParts, locale: Locale): ApiDocumentView {
  return {
    name,
    title: nodes.title,
    address: nodes.address,
    operations: nodes.nodes.map(({ descriptor }) => ({ type: descriptor.type, title: descriptor.title[locale], writes: descriptor.effects === 'write' })),
    notes: nodes.notes.map(({ operation, text }) => `${operation} : ${text[locale]}`),
    updatedAt: updatedAt?.toISOString() ?? null,
    usedBy,
  }
}
