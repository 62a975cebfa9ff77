// A watcher in a process of its own: looks once at what is due. Arguments: options as JSON, where to stop, which time that point is reached,
// how (`kill` itself, or none).
import { writeSync } from 'node:fs'
import { startTestWatcher, type TestWatcherOptions } from './watch-world.js'

const [, , options = '{}', point = '', times = '1'] = process.argv
let reachedTimes = 0

const watcher = await startTestWatcher({
  ...(JSON.parse(options) as TestWatcherOptions),
  faults: {
    at: (reached) => {
      if (reached !== point) return undefined
      reachedTimes += 1
      if (reachedTimes === Number(times)) {
        writeSync(1, `${reached}\n`)
        process.kill(process.pid, 'SIGKILL')
      }
      return undefined
    },
  },
})
await watcher.look()
writeSync(1, 'done\n')
await watcher.stop()
