import { Module } from '@nestjs/common'
import { PeopleModule } from '../people/people.module.js'
import { RunsModule } from '../runs/runs.module.js'
import { EventsController } from './events.controller.js'
import { RunEventRelay } from './run-event-relay.js'

@Module({ imports: [PeopleModule, RunsModule], controllers: [EventsController], providers: [RunEventRelay] })
export class EventsModule {}
