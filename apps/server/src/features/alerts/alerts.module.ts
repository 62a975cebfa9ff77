import { AlertReader, AlertRuleStore, AlertWatchLedger, MemberStore, NoticeOutbox, PeopleStore, type createPool, type Database } from '@maillon/storage'
import { Module } from '@nestjs/common'
import type { Foundation } from '../../platform/foundation.js'
import { DATABASE, FOUNDATION, SIDE_POOL } from '../../platform/tokens.js'
import { FlowsModule } from '../flows/flows.module.js'
import { MailModule } from '../mail/mail.module.js'
import { AlertRulesService } from './alert-rules.service.js'
import { AlertWatch } from './alert-watch.js'
import { AlertWatchService } from './alert-watch.service.js'
import { AlertTrials } from './alert-trials.service.js'
import { AlertsController } from './alerts.controller.js'
import { AlertsService } from './alerts.service.js'
import { NoticeSender } from './notice-sender.js'
import { NoticeTargets } from './notice-targets.js'

type Pool = ReturnType<typeof createPool>

@Module({
  imports: [FlowsModule, MailModule],
  controllers: [AlertsController],
  providers: [
    ...[AlertReader, AlertRuleStore, MemberStore].map((Store) => ({ provide: Store, inject: [DATABASE], useFactory: (database: Database) => new Store(database) })),
    { provide: AlertWatchLedger, inject: [SIDE_POOL], useFactory: (pool: Pool) => new AlertWatchLedger(pool) },
    { provide: NoticeOutbox, inject: [SIDE_POOL], useFactory: (pool: Pool) => new NoticeOutbox(pool) },
    {
      provide: AlertWatch,
      inject: [FOUNDATION, AlertWatchLedger, NoticeOutbox, NoticeSender, NoticeTargets, PeopleStore],
      useFactory: ({ clock, random, logger, config }: Foundation, ledger: AlertWatchLedger, outbox: NoticeOutbox, ...[sender, targets, people]: [NoticeSender, NoticeTargets, PeopleStore]) =>
        new AlertWatch({
          ledger, outbox, sender, people, clock, random, logger, baseUrl: config.publicUrl ?? `http://localhost:${config.port}`,
          targetsOf: ({ workspaceId, targets: chosen }) => targets.of(workspaceId, chosen),
        }),
    },
    NoticeSender, NoticeTargets, AlertWatchService, AlertsService, AlertRulesService, AlertTrials,
  ],
})
export class AlertsModule {}
