import { createServer, type AddressInfo, type Socket } from 'node:net'

/** A connection to a scripted server. */
export interface ScriptedConnection {
  readonly socket: Socket
  /** Sends a line. */
  say(line: string): void
}

export interface ScriptedServer {
  readonly port: number
  /** Every line that clients sent, in order. */
  readonly lines: readonly string[]
  stop(): Promise<void>
}

/**
 * A server that misbehaves to order: says `greeting`, then whatever `answer` makes of each line. For what no honest server does
 * (half answers, lies about sizes, hostile names).
 */
export async function startScriptedServer(script: {
  readonly greeting?: string
  readonly answer: (line: string, connection: ScriptedConnection) => void
}): Promise<ScriptedServer> {
  const lines: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
    const connection: ScriptedConnection = { socket, say: (line) => void socket.write(`${line}\r\n`) }
    if (script.greeting !== undefined) connection.say(script.greeting)
    let rest = ''
    socket.on('data', (chunk) => {
      const parts = (rest + chunk.toString('latin1')).split('\r\n')
      rest = parts.pop() ?? ''
      for (const line of parts) {
        lines.push(line)
        script.answer(line, connection)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    lines,
    stop: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
