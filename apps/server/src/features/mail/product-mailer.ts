import { randomUUID } from 'node:crypto'
import { isMaillonError, type Locale, type Logger } from '@maillon/kernel'
import type { Egress } from '@maillon/node-host'
import { deliver, readAddress, smtpAccount } from '@maillon/node-mail/delivery'
import { CredentialStore, SettingStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { EGRESS, LOGGER } from '../../platform/tokens.js'
import { apiError } from '../../http/api-error.js'
import { StoredCredentialReader } from '../credentials/stored-credential-reader.js'

/** A mail of Maillon itself: a few words and one link. */
export interface ProductMail {
  readonly to: string
  readonly subject: string
  readonly paragraphs: readonly string[]
  readonly link: { readonly text: string; readonly url: string }
  readonly locale: Locale
  /** Names the mail over all attempts, so that one that is sent twice can be known as the same. Default: each attempt is a mail of its own. */
  readonly key?: string
}

const patienceMs = 30_000

/** Sends what Maillon itself has to say to people of a workspace, by the mail account that its administrators chose for that. */
@Injectable()
export class ProductMailer {
  constructor(
    @Inject(SettingStore) private readonly settings: SettingStore,
    @Inject(CredentialStore) private readonly credentials: CredentialStore,
    @Inject(StoredCredentialReader) private readonly reader: StoredCredentialReader,
    @Inject(EGRESS) private readonly egress: Egress,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The account; null: none was chosen, or it is gone. */
  async account(workspaceId: string): Promise<string | null> {
    const id = await this.settings.get(keyOf(workspaceId))
    return typeof id === 'string' && (await this.credentials.find(workspaceId, id)) !== null ? id : null
  }

  /** @throws MaillonError where it isn't a mail account of this workspace. */
  async choose(workspaceId: string, credentialId: string | null): Promise<void> {
    const found = credentialId === null || !/^[0-9a-f-]{36}$/.test(credentialId) ? null : await this.credentials.find(workspaceId, credentialId)
    if (credentialId !== null && found?.type !== 'smtp') throw apiError('API_MAIL_ACCOUNT_UNFIT')
    await this.settings.set(keyOf(workspaceId), credentialId)
  }

  /** @returns whether a server took it. What stood in the way is for the log: the link is shown to whoever asked for it. */
  async send(workspaceId: string, mail: ProductMail): Promise<boolean> {
    if ((await this.account(workspaceId)) === null) return false
    try {
      await this.deliver(workspaceId, mail)
      return true
    } catch (error) {
      this.logger.warn('A mail of Maillon itself could not be sent', { code: isMaillonError(error) ? error.info.code : '', reason: error instanceof Error ? error.message : '' })
      return false
    }
  }

  /** @throws MaillonError what stood in the way; ALERT_MAIL_ACCOUNT_MISSING where no account is chosen */
  async deliver(workspaceId: string, mail: ProductMail): Promise<void> {
    const credentialId = await this.account(workspaceId)
    if (credentialId === null) throw apiError('ALERT_MAIL_ACCOUNT_MISSING')
    const credential = await this.reader.open(workspaceId, credentialId)
    if (credential === null) throw apiError('API_MAIL_ACCOUNT_UNFIT')
    const renew = (refreshToken: string) => this.reader.renew(workspaceId, credentialId, { refreshToken })
    const account = smtpAccount({ ...credential, renew })
    const signal = AbortSignal.timeout(patienceMs)
    const reach = { signal, resolveHost: (host: string, port: number) => this.egress.resolveHost(host, port), http: { request: (request: Parameters<Egress['request']>[0]) => this.egress.request(request, { signal }) }, files: noFiles }
    const domain = account.from.address.slice(account.from.address.lastIndexOf('@') + 1)
    const composed = {
      from: account.from, to: [readAddress(mail.to, '')], cc: [], bcc: [], replyTo: null, subject: mail.subject, html: htmlOf(mail), text: textOf(mail), priority: 'normal' as const,
      messageId: `<${mail.key ?? randomUUID()}@${domain}>`, attachments: [], images: [], thread: null,
    }
    await deliver(composed, account, reach as unknown as Parameters<typeof deliver>[2])
  }
}

const noFiles = { read: () => { throw new Error('A mail of Maillon itself has no files') } }

function keyOf(workspaceId: string): string {
  return `mail-account ${workspaceId}`
}

function textOf({ paragraphs, link }: ProductMail): string {
  return [...paragraphs, `${link.text} : ${link.url}`].join('\n\n')
}

function htmlOf({ paragraphs, link, locale }: ProductMail): string {
  return [`<div lang="${locale}">`, ...paragraphs.map((text) => `<p>${escaped(text)}</p>`), `<p><a href="${escaped(link.url)}">${escaped(link.text)}</a></p>`, '</div>'].join('\n')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
