import { ConfigError, readServerConfig, type ServerConfig } from './config/server-config.js'
import { terminalSay } from './platform/say.js'
import { serve } from './serve.js'

await serve(configOrEnd(), { say: terminalSay(process.env, (line) => process.stdout.write(line)), startedBy: 'npm start' })

function configOrEnd(): ServerConfig {
  try {
    return readServerConfig(process.env, process.cwd())
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
