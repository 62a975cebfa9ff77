import { AlertRuleStore, type Database } from '@maillon/storage'
import { Module } from '@nestjs/common'
import { DATABASE } from '../../platform/tokens.js'
import { FlowsModule } from '../flows/flows.module.js'
import { MailModule } from '../mail/mail.module.js'
import { FurnishingService } from './furnishing.service.js'
import { SystemTasksController } from './system-tasks.controller.js'
import { SystemTasksService } from './system-tasks.service.js'

@Module({
  imports: [FlowsModule, MailModule],
  controllers: [SystemTasksController],
  providers: [{ provide: AlertRuleStore, inject: [DATABASE], useFactory: (database: Database) => new AlertRuleStore(database) }, SystemTasksService, FurnishingService],
})
export class SystemTasksModule {}
