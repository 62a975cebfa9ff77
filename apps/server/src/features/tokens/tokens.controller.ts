import type { CreateTokenRequest, TokenView } from '@maillon/api-contract'
import { Body, Controller, Inject, Param } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { TokensService } from './tokens.service.js'

@Controller()
export class TokensController {
  constructor(@Inject(TokensService) private readonly service: TokensService) {}

  @Route('tokens')
  async list(@Caller() caller: CallerIdentity): Promise<{ readonly tokens: readonly TokenView[] }> {
    return { tokens: await this.service.list(caller) }
  }

  @Route('createToken')
  create(@Caller() caller: CallerIdentity, @Body() body: CreateTokenRequest): Promise<{ readonly id: string; readonly token: string }> {
    return this.service.create(caller, body)
  }

  @Route('revokeToken')
  revoke(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    return this.service.revoke(caller, id)
  }
}
