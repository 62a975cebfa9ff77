import { Module } from '@nestjs/common'
import { FlowsModule } from '../flows/flows.module.js'
import { ConversionsService } from './conversions.service.js'
import { ExportsService } from './exports.service.js'
import { ImportChecks } from './import-checks.service.js'
import { ImportTeller } from './import-teller.service.js'
import { ImportsService } from './imports.service.js'
import { KeptDrafts } from './kept-drafts.service.js'
import { KnownHereReader } from './known-here.js'
import { SharingController } from './sharing.controller.js'

@Module({ imports: [FlowsModule], controllers: [SharingController], providers: [ConversionsService, ExportsService, ImportChecks, ImportsService, ImportTeller, KeptDrafts, KnownHereReader] })
export class SharingModule {}
