import type { ConsentAnswer, CredentialRequest, CredentialTestResult, CredentialView } from '@maillon/api-contract'
import { Body, Controller, Inject, Param } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { ConsentService } from './consent/consent.service.js'
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
  finishConsent(@Caller() caller: CallerIdentity, @Body() body: ConsentAnswer): Promise<{ readonly name: string }> {
    return this.consent.finish(caller, body)
  }
}
