import { writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { effectBox, lineOf } from '../rig/flows.js'
import { outcomesOf, same } from './expect.js'
import type { Fault } from './fault.js'
import { publishTwoEffects } from './points.js'
import { worksAlone } from './postgres.js'

const minute = 60_000

function wrongClock(id: string, title: string, ms: number): Fault {
  return {
    id, title: `the clock of a worker is ${title}`, expected: 'it takes nothing from the others, and works like them',
    inject: async (scene) => {
      const { house, allOver } = scene
      await house.publish(lineOf('half-a-minute', [effectBox('long', house.oracle.url, { ms: 6_000 })]))
      const long = await house.book.trigger('half-a-minute', 6)
      await pause(300)
      const worker = await house.addWorker({ skewFile: await house.skewFile(id, ms) })
      const path = await publishTwoEffects(house)
      const short = await house.book.trigger(path, 20)
      await allOver()
      for (const run of [...long, ...short]) same(await outcomesOf(house, run, 1), ['succeeded'])
      await worksAlone(scene, worker, path)
    },
  }
}

export const clockFaults: readonly Fault[] = [
  wrongClock('F41', 'a minute ahead', minute),
  wrongClock('F41c', 'a minute behind', -minute),
  wrongClock('F41d', 'a day ahead', 24 * 60 * minute),
  {
    id: 'F42', title: 'the clock of a worker jumps to and fro while it works', isShort: true, expected: 'no step is interrupted; what waits is not forgotten',
    inject: async (scene) => {
      const { house, allOver } = scene
      const file = await house.skewFile('jumps', 0)
      await house.addWorker({ skewFile: file })
      const path = await publishTwoEffects(house)
      const runs: string[] = []
      for (const ms of [10 * minute, -10 * minute, 24 * 60 * minute, 0]) {
        await writeFile(file, String(ms))
        runs.push(...(await house.book.trigger(path, 10)))
        await pause(400)
      }
      await allOver()
      for (const run of runs) same(await outcomesOf(house, run, 1), ['succeeded'])
    },
  },
]
