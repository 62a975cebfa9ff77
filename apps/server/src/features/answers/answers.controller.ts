import type { AnswerOutcomeView, AnswerView } from '@maillon/api-contract'
import type { JsonObject } from '@maillon/kernel'
import { Body, Controller, Inject, Param, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { requestLocale } from '../../http/request-locale.js'
import { Route } from '../../http/route.decorator.js'
import { AnswersService } from './answers.service.js'

@Controller()
export class AnswersController {
  constructor(@Inject(AnswersService) private readonly answers: AnswersService) {}

  @Route('answer')
  view(@Param('token') token: string): Promise<AnswerView> {
    return this.answers.view(token)
  }

  @Route('giveAnswer')
  give(@Param('token') token: string, @Body() body: JsonObject, @Req() request: FastifyRequest): Promise<AnswerOutcomeView> {
    return this.answers.give(token, body, requestLocale(request))
  }

  /** The address that stands in mails; the page itself is one of the exported ones. */
  @Route('answerPage')
  page(@Param('token') token: string, @Res() reply: FastifyReply): void {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(`/answer/?token=${encodeURIComponent(token)}`, 302)
  }
}
