import type { AddLaneRequest, ChangeLaneRequest, LaneStateAnswer, LaneStateRequest, QueueNotices, QueuesView, RemoveLaneQuery, StandingRunsQuery, StandingRunView } from '@maillon/api-contract'
import { Body, Controller, Inject, Param, Query } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { LanesService } from './lanes.service.js'
import { ProcessesService } from './processes.service.js'
import { StandingRunsService } from './standing-runs.service.js'

@Controller()
export class QueuesController {
  constructor(
    @Inject(LanesService) private readonly lanes: LanesService,
    @Inject(ProcessesService) private readonly processes: ProcessesService,
    @Inject(StandingRunsService) private readonly runs: StandingRunsService,
  ) {}

  @Route('queues')
  view(): Promise<QueuesView> {
    return this.lanes.view()
  }

  @Route('queueNotices')
  notices(): Promise<QueueNotices> {
    return this.lanes.notices()
  }

  @Route('laneNames')
  async names(): Promise<{ readonly lanes: readonly string[] }> {
    return { lanes: await this.lanes.names() }
  }

  @Route('addLane')
  add(@Caller() caller: CallerIdentity, @Body() body: AddLaneRequest): Promise<void> {
    return this.lanes.add(caller, body)
  }

  @Route('changeLane')
  change(@Caller() caller: CallerIdentity, @Param('name') name: string, @Body() body: ChangeLaneRequest): Promise<void> {
    return this.lanes.change(caller, name, body)
  }

  @Route('removeLane')
  remove(@Caller() caller: CallerIdentity, @Param('name') name: string, @Query() { revision }: RemoveLaneQuery): Promise<void> {
    return this.lanes.remove(caller, name, revision)
  }

  @Route('setLaneState')
  setState(@Caller() caller: CallerIdentity, @Param('name') name: string, @Body() { state }: LaneStateRequest): Promise<LaneStateAnswer> {
    return this.lanes.setState(caller, name, state)
  }

  @Route('cancelQueuedRuns')
  cancelQueued(@Caller() caller: CallerIdentity, @Param('name') name: string): Promise<{ readonly cancelled: number; readonly hasMore: boolean }> {
    return this.lanes.cancelQueued(caller, name)
  }

  @Route('restartWorker')
  restart(@Caller() caller: CallerIdentity, @Param('process') id: string): Promise<{ readonly changed: boolean; readonly by: string | null }> {
    return this.processes.restart(caller, id)
  }

  @Route('standingRuns')
  async standing(@Caller() caller: CallerIdentity, @Query() { minutes }: StandingRunsQuery): Promise<{ readonly runs: readonly StandingRunView[] }> {
    return { runs: await this.runs.list(caller, minutes) }
  }

  @Route('releaseRun')
  release(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    return this.runs.release(caller, id)
  }
}
