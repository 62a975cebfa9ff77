import { Module } from '@nestjs/common'
import { CredentialsModule } from '../credentials/credentials.module.js'
import { MailAccountController } from './mail-account.controller.js'
import { ProductMailer } from './product-mailer.js'

@Module({ imports: [CredentialsModule], controllers: [MailAccountController], providers: [ProductMailer], exports: [ProductMailer] })
export class MailModule {}
