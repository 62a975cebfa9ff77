import { Module } from '@nestjs/common'
import { PeopleController } from './people.controller.js'
import { PeopleService } from './people.service.js'
import { SessionsService } from './sessions.service.js'

@Module({ controllers: [PeopleController], providers: [PeopleService, SessionsService], exports: [SessionsService] })
export class PeopleModule {}
