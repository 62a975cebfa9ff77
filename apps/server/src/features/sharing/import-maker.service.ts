import type { ArrivingThing, ThingChoice } from '@maillon/api-contract'
import type { NamedThing } from '@maillon/compiler'
import type { FlowTest } from '@maillon/flow-tests'
import { isMaillonError, MaillonError } from '@maillon/kernel'
import { FlowTestStore, type ImportedTest, type StoredRecipient, type StoredVariable } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { InvalidRequest } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { RecipientsService } from '../recipients/recipients.service.js'
import { VariablesService } from '../variables/variables.service.js'
import { arrivingTests, type TestArrival } from './arriving-tests.js'

/** What is to be written with an import, beside its flows. */
export interface MadeOnTheWay {
  readonly recipients: readonly Omit<StoredRecipient, 'updatedAt'>[]
  readonly variables: readonly Omit<StoredVariable, 'updatedAt'>[]
  /** By the key of the thing. */
  readonly standIns: ReadonlyMap<string, NamedThing>
}

/** A flow that is to be written, with the tests that came with it. */
export interface FlowWithTests extends Pick<TestArrival, 'flowId' | 'isCopy' | 'variables'> {
  readonly tests: readonly FlowTest[]
  readonly isNew: boolean
}

/** What comes along with the flows of an import: their tests, and recipients and variables that the person fills in for things of a file that aren't here. Writes nothing itself. */
@Injectable()
export class ImportMaker {
  constructor(
    @Inject(RecipientsService) private readonly recipients: RecipientsService,
    @Inject(VariablesService) private readonly variables: VariablesService,
    @Inject(FlowTestStore) private readonly flowTests: FlowTestStore,
  ) {}

  /**
   * @param things those that the flows to be written need; what was filled in for others is left
   * @throws InvalidRequest, MaillonError at the field `/things/<index>/…` that is wrong
   */
  async prepare(caller: CallerIdentity, things: readonly ArrivingThing[], choices: readonly ThingChoice[]): Promise<MadeOnTheWay> {
    const made: MadeOnTheWay[] = []
    for (const [index, choice] of choices.entries()) {
      const thing = things.find(({ key }) => key === choice.key)
      if (thing !== undefined && (choice.variable !== undefined || choice.recipient !== undefined)) made.push(await this.#one(caller, { thing, choice, path: `/things/${index}` }))
    }
    return {
      recipients: made.flatMap(({ recipients }) => recipients), variables: made.flatMap(({ variables }) => variables),
      standIns: new Map(made.flatMap(({ standIns }) => [...standIns])),
    }
  }

  async #one(caller: CallerIdentity, { thing: { key, kind, name }, choice, path }: { readonly thing: ArrivingThing; readonly choice: ThingChoice; readonly path: string }): Promise<MadeOnTheWay> {
    const { use, variable, recipient } = choice
    if (use !== null) throw new InvalidRequest('body', [{ path: `${path}/use`, code: 'API_FIELD_INVALID', params: {} }])
    if (variable !== undefined && kind === 'variable') {
      const made = await at(`${path}/variable`, () => this.variables.prepare(caller, name, variable))
      return { recipients: [], variables: [made], standIns: new Map([[key, { id: name, name }]]) }
    }
    if (recipient === undefined || kind === 'variable' || kind === 'flow') throw new InvalidRequest('body', [{ path, code: 'API_FIELD_INVALID', params: {} }])
    const groups = kind === 'group' ? [...recipient.groups, name] : recipient.groups
    const made = await at(`${path}/recipient`, async () => this.recipients.prepare(caller, { ...recipient, groups }))
    return { recipients: [made], variables: [], standIns: new Map([[key, kind === 'group' ? { id: name, name } : { id: made.id, name: made.name }]]) }
  }

  /** What is to be written so that the flows have the tests that came with them. @throws as `arrivingTests` does */
  async tests(arrivals: readonly FlowWithTests[], { author, newId }: Pick<TestArrival, 'author' | 'newId'>): Promise<readonly ImportedTest[]> {
    const writes: ImportedTest[] = []
    for (const { tests, isNew, ...arrival } of arrivals) {
      if (tests.length > 0) writes.push(...arrivingTests(tests, { ...arrival, there: isNew ? [] : await this.flowTests.ofFlow(arrival.flowId), author, newId }))
    }
    return writes
  }

  /** Tells the audit what has been written. */
  async tell(caller: CallerIdentity, { recipients, variables }: MadeOnTheWay): Promise<void> {
    for (const recipient of recipients) await this.recipients.recordMade(caller, recipient)
    for (const variable of variables) await this.variables.recordSaved(caller, variable, null)
  }
}

/** Names the place of what is wrong by its thing. */
async function at<Made>(path: string, prepare: () => Promise<Made>): Promise<Made> {
  try {
    return await prepare()
  } catch (error) {
    if (error instanceof InvalidRequest) throw new InvalidRequest(error.where, error.problems.map((problem) => ({ ...problem, path: path + problem.path })))
    if (isMaillonError(error) && error.info.field !== undefined) throw new MaillonError({ ...error.info, field: path + error.info.field })
    throw error
  }
}
