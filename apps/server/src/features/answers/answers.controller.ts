import type { AnswerOutcomeView, AnswerView } from '@maillon/api-contract'
import type { JsonObject } from '@maillon/kernel'
import { Body, Controller, Inject, Param, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
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
  give(@Param('token') token: string, @Body() body: JsonObject): Promise<AnswerOutcomeView> {
    return this.answers.give(token, body)
  }

  /** The address that stands in mails; the page itself is one of the exported ones. */
  @Route('answerPage')
  page(@Param('token') token: string, @Res() reply: FastifyReply): void {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(`/answer/?token=${encodeURIComponent(token)}`, 302)
  }
}
