import { Module } from '@nestjs/common'
import { PeopleModule } from '../people/people.module.js'
import { WatchesModule } from '../watches/watches.module.js'
import { FormsController } from './forms.controller.js'
import { FormsService } from './forms.service.js'

@Module({ imports: [PeopleModule, WatchesModule], controllers: [FormsController], providers: [FormsService] })
export class FormsModule {}
