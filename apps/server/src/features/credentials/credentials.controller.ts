import type { ConsentAnswer, CredentialRequest, CredentialTestResult, CredentialView } from '@maillon/api-contract'
import { Body, Controller, Inject, Param, Query, Res, type StreamableFile } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { rowsOf, tableDownload, type TableFormat } from '../../http/table-download.js'
import { ConsentService } from './consent/consent.service.js'
import { credentialRow, credentialTable } from './credential-table.js'
import { CredentialTester } from './credential-tester.js'
import { CredentialsService } from './credentials.service.js'

@Controller()
export class CredentialsController {
  constructor(
    @Inject(CredentialsService) private readonly service: CredentialsService,
    @Inject(CredentialTester) private readonly tester: CredentialTester,
    @Inject(ConsentService) private readonly consent: ConsentService,
  ) {}

  @Route('credentials')
  async list(@Caller() caller: CallerIdentity): Promise<{ readonly credentials: readonly CredentialView[] }> {
    return { credentials: await this.service.list(caller) }
  }

  @Route('exportCredentials')
  async export(@Caller() caller: CallerIdentity, @Query('format') format: TableFormat, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const { locale, workspace } = caller
    return tableDownload(reply, { ...credentialTable[locale], format, locale, rows: rowsOf(await this.service.list(caller), (credential) => credentialRow(credential, workspace.timeZone)) })
  }

  @Route('createCredential')
  create(@Caller() caller: CallerIdentity, @Body() body: CredentialRequest): Promise<CredentialView> {
    return this.service.create(caller, body)
  }

  @Route('changeCredential')
  change(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() body: CredentialRequest): Promise<CredentialView> {
    return this.service.change(caller, id, body)
  }

  @Route('deleteCredential')
  remove(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    return this.service.remove(caller, id)
  }

  @Route('testCredential')
  async test(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<CredentialTestResult> {
    return this.tester.test(await this.service.find(caller, id), caller.locale)
  }

  @Route('beginConsent')
  async beginConsent(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<{ readonly url: string }> {
    return { url: this.consent.begin(caller, await this.service.find(caller, id)) }
  }

  @Route('finishConsent')
  async finishConsent(@Caller() caller: CallerIdentity, @Body() body: ConsentAnswer): Promise<{ readonly name: string }> {
    const connected = await this.consent.finish(caller, body)
    await this.service.lookAgain(caller)
    return connected
  }
}
