import { Module } from '@nestjs/common'
import { AwaitedCallsModule } from '../awaited-calls/awaited-calls.module.js'
import { CredentialsModule } from '../credentials/credentials.module.js'
import { ArrivedFiles } from '../files/arrived-files.js'
import { WatchesModule } from '../watches/watches.module.js'
import { WebhookFiles } from './webhook-files.service.js'
import { WebhookAnswers } from './webhook-answers.service.js'
import { WebhooksService } from './webhooks.service.js'

@Module({ imports: [AwaitedCallsModule, CredentialsModule, WatchesModule], providers: [ArrivedFiles, WebhookFiles, WebhooksService, WebhookAnswers], exports: [WebhooksService] })
export class WebhooksModule {}
