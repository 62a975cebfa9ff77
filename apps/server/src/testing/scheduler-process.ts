// A scheduler in a process of its own: fires once what is due. Arguments: connection string, where to stop, how (`kill` itself, or `wait`
// there for ever until somebody else ends or goes on with it).
import { writeSync } from 'node:fs'
import { startTestScheduler } from './scheduler-world.js'

const [, , connectionString = '', point = '', how = ''] = process.argv

const scheduler = await startTestScheduler(connectionString, {
  faults: {
    at: (reached) => {
      if (reached !== point) return undefined
      writeSync(1, `${reached}\n`)
      if (how === 'kill') process.kill(process.pid, 'SIGKILL')
      return new Promise((resolve) => setTimeout(resolve, how === 'wait' ? 1000 : 0))
    },
  },
})
try {
  const { runs } = await scheduler.fire()
  writeSync(1, `runs ${runs}\n`)
} catch (error) {
  writeSync(1, `failed ${error instanceof Error ? error.message : ''}\n`)
}
await scheduler.stop().catch(() => undefined)
