import type { AddTestRequest, EditTestRequest, FlowTestDetail, FlowTestSummary, KeepTestRequest, RunTestsRequest, TestProposal, TestResultView } from '@maillon/api-contract'
import { flowTestLimits, testFileName } from '@maillon/flow-tests'
import { Body, Controller, Inject, Param, Query, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { attachment } from '../../http/attachment.js'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { FlowTestKeeper } from './flow-test-keeper.service.js'
import { FlowTestsService } from './flow-tests.service.js'

interface TestParams {
  readonly id: string
  readonly test: string
}

@Controller()
export class FlowTestsController {
  constructor(
    @Inject(FlowTestsService) private readonly tests: FlowTestsService,
    @Inject(FlowTestKeeper) private readonly keeper: FlowTestKeeper,
  ) {}

  @Route('flowTests')
  async list(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<{ readonly tests: readonly FlowTestSummary[] }> {
    return { tests: await this.tests.list(caller, id) }
  }

  @Route('flowTest')
  test(@Caller() caller: CallerIdentity, @Param() { id, test }: TestParams): Promise<FlowTestDetail> {
    return this.tests.find(caller, id, test)
  }

  @Route('exportTest')
  async export(@Caller() caller: CallerIdentity, @Param() { id, test: testId }: TestParams, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { text, flow, test } = await this.tests.export(caller, id, testId)
    reply.headers({ 'content-disposition': attachment(testFileName(flow, test)), 'cache-control': 'no-store' }).type('application/json; charset=utf-8')
    return text
  }

  @Route('addTest')
  add(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() { documentText }: AddTestRequest): Promise<FlowTestDetail> {
    return this.tests.add(caller, id, documentText)
  }

  @Route('editTest')
  edit(@Caller() caller: CallerIdentity, @Param() { id, test }: TestParams, @Body() body: EditTestRequest): Promise<FlowTestDetail> {
    return this.tests.edit(caller, { flowId: id, id: test }, body)
  }

  @Route('deleteTest')
  remove(@Caller() caller: CallerIdentity, @Param() { id, test }: TestParams): Promise<void> {
    return this.tests.remove(caller, id, test)
  }

  @Route('runTests')
  async run(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() body: RunTestsRequest): Promise<{ readonly results: readonly TestResultView[] }> {
    return { results: await this.tests.run(caller, id, body) }
  }

  @Route('testProposal')
  propose(@Caller() caller: CallerIdentity, @Param('id') id: string, @Query() { rows }: { readonly rows?: number }): Promise<TestProposal> {
    return this.keeper.propose(caller, id, rows ?? flowTestLimits.usualRows)
  }

  @Route('keepTest')
  keep(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() body: KeepTestRequest): Promise<FlowTestDetail> {
    return this.tests.keep(caller, id, body)
  }
}
