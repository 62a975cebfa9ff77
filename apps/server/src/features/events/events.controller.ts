import type { RunReader } from '@maillon/engine'
import { Controller, Inject, Query, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { missing } from '../../http/api-error.js'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { RUN_READER } from '../../platform/tokens.js'
import { CallersService } from '../people/callers.service.js'
import { EventStream } from './event-stream.js'
import { LiveEvents } from './live-events.js'

@Controller()
export class EventsController {
  constructor(
    @Inject(LiveEvents) private readonly live: LiveEvents,
    @Inject(RUN_READER) private readonly reader: RunReader,
    @Inject(CallersService) private readonly callers: CallersService,
  ) {}

  @Route('events')
  async events(@Caller() caller: CallerIdentity, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query('runId') runId?: string): Promise<void> {
    if (runId !== undefined && !(await this.#hasRun(caller, runId))) throw missing()
    reply.hijack()
    const stream = new EventStream(reply.raw, async () => (await this.callers.find(request))?.workspace.id === caller.workspace.id)
    const end = this.live.listen({ workspaceId: caller.workspace.id, runId: runId ?? null, locale: caller.locale, send: (events) => stream.send(events) })
    stream.onClose(end)
  }

  async #hasRun(caller: CallerIdentity, runId: string): Promise<boolean> {
    return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(runId) && (await this.reader.find(caller.workspace.id, runId)) !== null
  }
}
