import type { RunSummary } from '@maillon/api-contract'
import type { RunReader, RunRow } from '@maillon/engine'
import type { Clock, Locale } from '@maillon/kernel'
import { FlowStore, PeopleStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { CLOCK, RUN_READER } from '../../platform/tokens.js'
import { runSummary } from './run-view.js'

/** Rows of runs with the names that people know: four look-ups for any number of runs. */
@Injectable()
export class RunSummaries {
  constructor(
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(RUN_READER) private readonly reader: RunReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of(rows: readonly RunRow[], locale: Locale): Promise<readonly RunSummary[]> {
    const [flowNames, numbers, names, results] = await Promise.all([
      this.flows.namesOf(unique(rows.map(({ flowId }) => flowId))),
      this.flows.numbersOf(unique(rows.map(({ flowVersionId }) => flowVersionId))),
      this.people.namesOf(unique(rows.flatMap(({ startedBy }) => startedBy ?? []))),
      this.reader.results(rows.flatMap(({ id, endedAt }) => (endedAt === null ? [] : id))),
    ])
    const now = this.clock.now()
    return rows.map((row) =>
      runSummary(row, { flowName: flowNames.get(row.flowId) ?? '', versionNumber: numbers.get(row.flowVersionId) ?? null, startedBy: row.startedBy === null ? null : (names.get(row.startedBy) ?? null), result: results.get(row.id) ?? null }, { locale, now }),
    )
  }
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)]
}
