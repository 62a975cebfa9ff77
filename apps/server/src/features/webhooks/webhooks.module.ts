import { Module } from '@nestjs/common'
import { AwaitedCallsModule } from '../awaited-calls/awaited-calls.module.js'
import { CredentialsModule } from '../credentials/credentials.module.js'
import { WebhookAnswers } from './webhook-answers.service.js'
import { WebhooksService } from './webhooks.service.js'

@Module({ imports: [AwaitedCallsModule, CredentialsModule], providers: [WebhooksService, WebhookAnswers], exports: [WebhooksService] })
export class WebhooksModule {}
