import { Module, type DynamicModule } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core'
import { AuditInterceptor } from './features/audit/audit.interceptor.js'
import { AlertsModule } from './features/alerts/alerts.module.js'
import { PackagesModule } from './features/packages/packages.module.js'
import { ApiDocumentsModule } from './features/api-documents/api-documents.module.js'
import { AnswersModule } from './features/answers/answers.module.js'
import { AwaitedCallsModule } from './features/awaited-calls/awaited-calls.module.js'
import { CatalogueModule } from './features/catalogue/catalogue.module.js'
import { CollectionsModule } from './features/collections/collections.module.js'
import { CredentialsModule } from './features/credentials/credentials.module.js'
import { EngineModule } from './features/engine/engine.module.js'
import { EventsModule } from './features/events/events.module.js'
import { FiguresModule } from './features/figures/figures.module.js'
import { FilesModule } from './features/files/files.module.js'
import { FlowsModule } from './features/flows/flows.module.js'
import { FlowTestsModule } from './features/flow-tests/flow-tests.module.js'
import { FormsModule } from './features/forms/forms.module.js'
import { HealthModule } from './features/health/health.module.js'
import { HomeModule } from './features/home/home.module.js'
import { ObservingModule } from './features/observing/observing.module.js'
import { OpenApiModule } from './features/openapi/open-api.module.js'
import { PeopleModule } from './features/people/people.module.js'
import { QueuesModule } from './features/queues/queues.module.js'
import { RetentionModule } from './features/retention/retention.module.js'
import { RecipientsModule } from './features/recipients/recipients.module.js'
import { RunsModule } from './features/runs/runs.module.js'
import { SamplesModule } from './features/samples/samples.module.js'
import { SchedulesModule } from './features/schedules/schedules.module.js'
import { SystemTasksModule } from './features/system-tasks/system-tasks.module.js'
import { SharingModule } from './features/sharing/sharing.module.js'
import { ViewsModule } from './features/views/views.module.js'
import { VariablesModule } from './features/variables/variables.module.js'
import { WatchesModule } from './features/watches/watches.module.js'
import { WebhooksModule } from './features/webhooks/webhooks.module.js'
import { AccessGuard } from './http/access.guard.js'
import { ErrorFilter } from './http/error.filter.js'
import { CallsAtOnceInterceptor } from './http/calls-at-once.interceptor.js'
import { RequestCheckInterceptor } from './http/request-check.interceptor.js'
import { RunStartInterceptor } from './http/run-start.interceptor.js'
import type { Foundation } from './platform/foundation.js'
import { PlatformModule } from './platform/platform.module.js'

/** The features of the server. The three at the end stand in front of every route. */
@Module({})
export class ServerModule {
  static on(foundation: Foundation): DynamicModule {
    return {
      module: ServerModule,
      imports: [PlatformModule.on(foundation), PeopleModule, HealthModule, CatalogueModule, ApiDocumentsModule, PackagesModule, FlowsModule, SharingModule, VariablesModule, FilesModule, FiguresModule, CredentialsModule, EngineModule, RunsModule, AwaitedCallsModule, FlowTestsModule, QueuesModule, HomeModule, EventsModule, SchedulesModule, WatchesModule, FormsModule, WebhooksModule, AnswersModule, RetentionModule, AlertsModule, SystemTasksModule, RecipientsModule, CollectionsModule, ViewsModule, SamplesModule, ObservingModule, OpenApiModule],
      providers: [
        AccessGuard,
        { provide: APP_GUARD, useExisting: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: RequestCheckInterceptor },
        { provide: APP_INTERCEPTOR, useClass: RunStartInterceptor },
        { provide: APP_INTERCEPTOR, useClass: CallsAtOnceInterceptor },
        { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
    }
  }
}
