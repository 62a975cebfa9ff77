import { AccountStore, ApiTokenStore, InvitationStore, MemberStore, ThrottleStore, type Database } from '@maillon/storage'
import { Module } from '@nestjs/common'
import { DATABASE } from '../../platform/tokens.js'
import { AuditController } from '../audit/audit.controller.js'
import { MailModule } from '../mail/mail.module.js'
import { FindPerson } from '../openid/find-person.service.js'
import { OpenIdController } from '../openid/openid.controller.js'
import { TokenCallers } from '../tokens/token-callers.js'
import { TokensController } from '../tokens/tokens.controller.js'
import { TokensService } from '../tokens/tokens.service.js'
import { AccountController } from './account.controller.js'
import { AccountService } from './account.service.js'
import { CallersService } from './callers.service.js'
import { EntranceController } from './entrance.controller.js'
import { InvitationsService } from './invitations.service.js'
import { LinkMaker } from './link-maker.js'
import { LoginThrottle } from './login-throttle.js'
import { MembersController } from './members.controller.js'
import { MembersService } from './members.service.js'
import { Passwords } from './passwords.js'
import { PeopleController } from './people.controller.js'
import { PeopleService } from './people.service.js'
import { ResetsService } from './resets.service.js'
import { SecondFactor } from './second-factor.js'
import { SessionsService } from './sessions.service.js'

const stores = [AccountStore, ApiTokenStore, InvitationStore, MemberStore, ThrottleStore].map((Store) => ({ provide: Store, inject: [DATABASE], useFactory: (database: Database) => new Store(database) }))

@Module({
  imports: [MailModule],
  controllers: [PeopleController, AccountController, MembersController, EntranceController, TokensController, AuditController, OpenIdController],
  providers: [
    ...stores, PeopleService, SessionsService, CallersService, AccountService, MembersService, InvitationsService, ResetsService, SecondFactor, LoginThrottle, Passwords, LinkMaker, TokensService, TokenCallers, FindPerson,
  ],
  exports: [SessionsService, CallersService],
})
export class PeopleModule {}
