import { setTimeout as pause } from 'node:timers/promises'
import { effectBox, lineOf, rowsBox } from '../rig/flows.js'
import { ForgetfulDisk } from '../rig/forgetful-disk.js'
import { holds, outcomesOf, same, until } from './expect.js'
import type { Fault, Scene } from './fault.js'
import { publishTwoEffects } from './points.js'
import { refusalsAreQuick, whileTriggering } from './postgres.js'

/** A step that stores rows while there is no room for them, and again when there is. */
async function storeWithoutRoom({ house, allOver }: Scene, disk: { full(): Promise<unknown>; roomy(): Promise<unknown> }): Promise<void> {
  await house.publish(lineOf('needs-disk', [rowsBox('rows', house.oracle.url, 200), effectBox('after', house.oracle.url, { mode: 'all' })]))
  await disk.full()
  const [runId = ''] = await house.book.trigger('needs-disk', 1)
  await until('an attempt has failed', async () => (await outcomesOf(house, runId, 1)).includes('failed'))
  await disk.roomy()
  await allOver()
  same((await outcomesOf(house, runId, 1)).at(-1), 'succeeded')
}

export const diskFaults: readonly Fault[] = [
  {
    id: 'F20', title: 'the disk of Postgres is full', needsRoot: true, expected: 'calls are refused; with room again it goes on',
    house: { postgresDiskMiB: 220, postgres: { min_wal_size: '32MB', max_wal_size: '48MB', wal_recycle: 'off', wal_init_zero: 'on', shared_buffers: '16MB' } },
    inject: async (scene) => {
      const { house, say } = scene
      const path = await publishTwoEffects(house)
      await house.book.trigger(path, 20)
      await scene.allOver()
      const since = house.book.answers.length
      await house.disk.fill()
      // The log's next segment finds no room.
      for (let call = 0; call < 400 && house.book.answers.slice(since).every(({ status }) => status === 200); call += 10) await Promise.all(Array.from({ length: 10 }, () => house.book.call(path)))
      refusalsAreQuick(scene, since)
      say(`${house.book.answers.slice(since).filter(({ status }) => status === 200).length} accepted before the first refusal`)
      holds(house.book.answers.slice(since).some(({ status }) => status === 503), 'Nothing was refused')
      await house.disk.makeRoom()
      // What ends a server that can't write its log is started again by whoever watches it.
      if (!house.postgres.isAlive) await house.postgres.start()
      await until('a call is accepted again', async () => (await house.book.call(path)).status === 200, 30_000)
    },
  },
  {
    id: 'F54', title: 'the database loses power, and with it what was not flushed', expected: 'it recovers; every run that was accepted is there and ends', house: {},
    inject: async (scene) => {
      const { house, say, allOver } = scene
      const path = await publishTwoEffects(house)
      const disk = await ForgetfulDisk.make()
      if (disk === null) return say('skipped: no C compiler here')
      try {
        await house.postgres.moveTo(disk)
        await whileTriggering(scene, path, async () => {
          await pause(4_000)
          const forgotten = await house.postgres.losePower(disk)
          say(`${forgotten} files lost something`)
          holds(forgotten > 0, 'Nothing was forgotten: no power was lost')
          await house.postgres.start()
        })
        await allOver(60_000)
      } finally {
        await disk.remove()
      }
    },
  },
  {
    id: 'F39', title: 'the disk for files has no room, says its store', isShort: true, expected: 'the step fails for now; it succeeds when there is room again',
    inject: (scene) => {
      const tell = (isFull: boolean): Promise<unknown> => Promise.all(scene.house.workers.map(({ process }) => process.diskFull(isFull)))
      return storeWithoutRoom(scene, { full: () => tell(true), roomy: () => tell(false) })
    },
  },
  {
    id: 'F39b', title: 'the disk for files is really full', needsRoot: true, expected: 'as F39; no half file', house: { filesDiskMiB: 8 },
    inject: (scene) => storeWithoutRoom(scene, { full: () => scene.house.disk.fill(), roomy: () => scene.house.disk.makeRoom() }),
  },
]

