import { createProgram } from './program.js'
import { createTerminal } from './terminal.js'

const terminal = createTerminal(process)
process.exitCode = await createProgram(terminal).run(process.argv)
