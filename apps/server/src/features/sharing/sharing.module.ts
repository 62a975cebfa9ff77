import { Module } from '@nestjs/common'
import { FlowsModule } from '../flows/flows.module.js'
import { RecipientsModule } from '../recipients/recipients.module.js'
import { VariablesModule } from '../variables/variables.module.js'
import { ConversionsService } from './conversions.service.js'
import { ExportsService } from './exports.service.js'
import { ImportChecks } from './import-checks.service.js'
import { ImportMaker } from './import-maker.service.js'
import { ImportTeller } from './import-teller.service.js'
import { ImportsService } from './imports.service.js'
import { KeptDrafts } from './kept-drafts.service.js'
import { KnownHereReader } from './known-here.js'
import { SharingController } from './sharing.controller.js'

@Module({ imports: [FlowsModule, RecipientsModule, VariablesModule], controllers: [SharingController], providers: [ConversionsService, ExportsService, ImportChecks, ImportsService, ImportMaker, ImportTeller, KeptDrafts, KnownHereReader] })
export class SharingModule {}
