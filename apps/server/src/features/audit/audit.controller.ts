import type { AuditChoices, AuditEntryView, AuditExportQuery, AuditPage, AuditQuery } from '@maillon/api-contract'
import type { Json, Locale } from '@maillon/kernel'
import { AuditLogStore, type AuditQuery as StoredQuery, type StoredAuditEntry } from '@maillon/storage'
import { Controller, Inject, Query, Res, type StreamableFile } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { given, instantOf, uuidOf } from '../../http/query-values.js'
import { Route } from '../../http/route.decorator.js'
import { tableDownload } from '../../http/table-download.js'

const rowsAtOnce = 500

/** Who did what and when, for administrators. */
@Controller()
export class AuditController {
  constructor(@Inject(AuditLogStore) private readonly store: AuditLogStore) {}

  @Route('audit')
  async page(@Caller() { workspace }: CallerIdentity, @Query() query: AuditQuery): Promise<AuditPage> {
    const { entries, count } = await this.store.page(workspace.id, { ...filterOf(query), offset: query.offset ?? 0, limit: query.limit ?? 50 })
    return { entries: entries.map(viewOf), count }
  }

  @Route('auditChoices')
  choices(@Caller() { workspace }: CallerIdentity): Promise<AuditChoices> {
    return this.store.choices(workspace.id)
  }

  @Route('exportAudit')
  download(@Caller() { workspace, locale }: CallerIdentity, @Query() query: AuditExportQuery, @Res({ passthrough: true }) reply: FastifyReply): StreamableFile {
    const { name, columns } = headings[locale]
    return tableDownload(reply, { name, format: query.format, locale, columns, rows: this.#rows(workspace.id, filterOf(query)) })
  }

  async *#rows(workspaceId: string, filter: Omit<StoredQuery, 'offset' | 'limit'>): AsyncGenerator<readonly Json[]> {
    // What is written meanwhile comes before the first row and would shift the pages: nothing later than now.
    const until = { ...filter, to: filter.to ?? new Date() }
    for (let offset = 0; ; offset += rowsAtOnce) {
      const { entries } = await this.store.page(workspaceId, { ...until, offset, limit: rowsAtOnce })
      for (const { at, userName, tokenName, action, target, before, after, address } of entries) yield [at.toISOString(), userName, tokenName ?? null, action, target.kind, target.id, before, after, address]
      if (entries.length < rowsAtOnce) return
    }
  }
}

const headings: { readonly [L in Locale]: { readonly name: string; readonly columns: readonly string[] } } = {
  fr: { name: 'journal-des-modifications', columns: ['Date', 'Personne', 'Jeton', 'Action', 'Objet', 'Identifiant', 'Avant', 'Après', 'Adresse'] },
  en: { name: 'audit-log', columns: ['Date', 'Person', 'Token', 'Action', 'Object', 'Id', 'Before', 'After', 'Address'] },
}

function filterOf({ person, action, from, to }: Pick<AuditQuery, 'person' | 'action' | 'from' | 'to'>): Omit<StoredQuery, 'offset' | 'limit'> {
  const userId = given(person, (text) => uuidOf(text, '/person'))
  const wanted = given(action, (text) => text)
  const start = given(from, (text) => new Date(instantOf(text, '/from')))
  const end = given(to, (text) => new Date(instantOf(text, '/to')))
  return { ...(userId === undefined ? {} : { userId }), ...(wanted === undefined ? {} : { action: wanted }), ...(start === undefined ? {} : { from: start }), ...(end === undefined ? {} : { to: end }) }
}

function viewOf({ id, at, userName, tokenName, action, target, before, after, address }: StoredAuditEntry): AuditEntryView {
  return { id, at: at.toISOString(), person: userName, token: tokenName ?? null, action, target, before, after, address }
}
