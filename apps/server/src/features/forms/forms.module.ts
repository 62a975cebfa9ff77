import { Module } from '@nestjs/common'
import { AwaitedCallsModule } from '../awaited-calls/awaited-calls.module.js'
import { ArrivedFiles } from '../files/arrived-files.js'
import { PeopleModule } from '../people/people.module.js'
import { WatchesModule } from '../watches/watches.module.js'
import { FormFiles } from './form-files.js'
import { FormsController } from './forms.controller.js'
import { FormsService } from './forms.service.js'

@Module({ imports: [AwaitedCallsModule, PeopleModule, WatchesModule], controllers: [FormsController], providers: [ArrivedFiles, FormFiles, FormsService] })
export class FormsModule {}
