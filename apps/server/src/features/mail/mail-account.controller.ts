import type { MailAccountView } from '@maillon/api-contract'
import { Body, Controller, Inject } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { AuditService } from '../audit/audit.service.js'
import { ProductMailer } from './product-mailer.js'

@Controller()
export class MailAccountController {
  constructor(
    @Inject(ProductMailer) private readonly mailer: ProductMailer,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Route('mailAccount')
  async view(@Caller() { workspace }: CallerIdentity): Promise<MailAccountView> {
    return { credentialId: await this.mailer.account(workspace.id) }
  }

  @Route('changeMailAccount')
  async change(@Caller() caller: CallerIdentity, @Body() { credentialId }: MailAccountView): Promise<MailAccountView> {
    const before = { credentialId: await this.mailer.account(caller.workspace.id) }
    await this.mailer.choose(caller.workspace.id, credentialId)
    await this.audit.record(caller, { action: 'mail-account.change', target: { kind: 'workspace', id: caller.workspace.id }, before, after: { credentialId } })
    return { credentialId }
  }
}
