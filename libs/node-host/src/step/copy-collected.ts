import { estimateItemBytes, type DatasetStore } from '@maillon/datasets'
import type { StepAssignment } from '@maillon/engine'
import type { OutputPort } from '@maillon/node-sdk/host'
import type { StepOutputs } from './step-outputs.js'

/** What the children of a loop or a call gave, streamed to the step's own outputs in the order in which it comes. */
export async function copyCollected(datasets: DatasetStore, { collected, signal }: StepAssignment, outputs: StepOutputs): Promise<void> {
  if (collected === null) throw new Error('A node that makes child runs is run only once they are over')
  for await (const { port, dataset } of collected) {
    const sink: OutputPort | null = port === 'set-aside' ? outputs.setAside : outputs.at(port)
    if (sink === null) throw new Error(`The node has no output ${port}`)
    for await (const item of datasets.read(dataset, signal)) {
      const pending = sink.push(item, estimateItemBytes(item))
      if (pending !== undefined) await pending
    }
  }
}
