import { Module } from '@nestjs/common'
import { CredentialsModule } from '../credentials/credentials.module.js'
import { WebhookAnswers } from './webhook-answers.service.js'
import { WebhooksService } from './webhooks.service.js'

@Module({ imports: [CredentialsModule], providers: [WebhooksService, WebhookAnswers], exports: [WebhooksService] })
export class WebhooksModule {}
