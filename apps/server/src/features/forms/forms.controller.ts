import type { FormSent, FormView } from '@maillon/api-contract'
import { Controller, Inject, Param, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Route } from '../../http/route.decorator.js'
import { CallersService } from '../people/callers.service.js'
import { FormsService } from './forms.service.js'

@Controller()
export class FormsController {
  constructor(@Inject(FormsService) private readonly forms: FormsService, @Inject(CallersService) private readonly callers: CallersService) {}

  @Route('form')
  async view(@Param('path') path: string, @Req() request: FastifyRequest): Promise<FormView> {
    return this.forms.view(path, await this.callers.find(request))
  }

  @Route('submitForm')
  submit(@Param('path') path: string, @Req() request: FastifyRequest): Promise<FormSent> {
    return this.forms.submit(path, request, this.callers.find(request))
  }

  /** The address that people are given; the page itself is one of the exported ones. */
  @Route('formPage')
  page(@Param('path') path: string, @Res() reply: FastifyReply): void {
    reply.header('cache-control', 'no-store').redirect(`/form/?form=${encodeURIComponent(path)}`, 302)
  }
}
