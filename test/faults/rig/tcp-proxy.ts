import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** up: from the client to the server. */
export type Direction = 'up' | 'down'

/** What is wrong with the line. Everything may be combined. */
export interface LineTrouble {
  /** Milliseconds that each piece takes in addition, in each direction. */
  readonly latencyMs?: number
  /** Bytes per second in each direction. */
  readonly bytesPerSecond?: number
  /** Pieces in these directions vanish, and both sides go on waiting. */
  readonly blackhole?: readonly Direction[]
  /** New connections are closed at once. */
  readonly refuse?: true
  /** A connection is cut (RST) once so many bytes have passed in that direction. */
  readonly cutAfterBytes?: { readonly direction: Direction; readonly bytes: number }
  /** A connection is cut when this text passes: after it was handed on, or instead of it. Once. */
  readonly cutAtText?: { readonly direction: Direction; readonly text: string; readonly isHandedOn: boolean }
}

/** A line between a server and a store, with faults. */
export class TcpProxy {
  private trouble: LineTrouble = {}
  private readonly pairs = new Set<readonly [Socket, Socket]>()
  /** Connections that were cut by `cutAfterBytes` or `cutAtText`. */
  cuts = 0

  private constructor(private readonly server: Server, private readonly target: { port: number }) {}

  static async to(port: number): Promise<TcpProxy> {
    const server = createServer({ noDelay: true })
    const proxy = new TcpProxy(server, { port })
    server.on('connection', (client) => proxy.carry(client))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** From now on, for lines that stand too. `{}`: all is well. */
  disturb(trouble: LineTrouble): void {
    this.trouble = trouble
  }

  /** RST on every line that stands; new ones may come. */
  reset(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.resetAndDestroy()
  }

  async close(): Promise<void> {
    this.reset()
    await new Promise<void>((resolve) => this.server.close(() => resolve()))
  }

  private carry(client: Socket): void {
    if (this.trouble.refuse === true) {
      client.resetAndDestroy()
      return
    }
    const store = connect({ port: this.target.port, host: '127.0.0.1', noDelay: true })
    const pair = [client, store] as const
    this.pairs.add(pair)
    const cut = (): void => {
      this.cuts += 1
      for (const socket of pair) socket.resetAndDestroy()
    }
    for (const [from, to, direction] of [[client, store, 'up'], [store, client, 'down']] as const) {
      from.on('error', () => to.destroy())
      from.on('close', () => {
        to.destroy()
        this.pairs.delete(pair)
      })
      this.pump({ from, to, direction, cut })
    }
  }

  private pump(line: Line): void {
    let passed = 0
    let sending: Promise<void> = Promise.resolve()
    let isSlow = false
    line.from.on('data', (piece: Buffer) => {
      const { trouble } = this
      if (trouble.blackhole?.includes(line.direction) === true) return
      passed += piece.byteLength
      const { cutAtText, cutAfterBytes } = trouble
      if (cutAtText?.direction === line.direction && piece.includes(cutAtText.text)) {
        this.trouble = {}
        if (cutAtText.isHandedOn) line.to.write(piece, () => line.cut())
        else line.cut()
        return
      }
      if (cutAfterBytes?.direction === line.direction && passed > cutAfterBytes.bytes) return line.cut()
      // A line that was ever slow stays in its queue: pieces must not overtake each other.
      isSlow ||= trouble.latencyMs !== undefined || trouble.bytesPerSecond !== undefined
      if (!isSlow) {
        if (!line.to.write(piece)) waitForRoom(line)
        return
      }
      line.from.pause()
      sending = sending.then(() => this.sendSlowly(line.to, piece)).then(() => void line.from.resume())
    })
  }

  private async sendSlowly(to: Socket, piece: Buffer): Promise<void> {
    const { latencyMs = 0, bytesPerSecond } = this.trouble
    const ms = latencyMs + (bytesPerSecond === undefined ? 0 : (piece.byteLength / bytesPerSecond) * 1000)
    if (ms > 0) await pause(ms)
    if (!to.destroyed) to.write(piece)
  }
}

interface Line {
  readonly from: Socket
  readonly to: Socket
  readonly direction: Direction
  readonly cut: () => void
}

function waitForRoom({ from, to }: Line): void {
  from.pause()
  to.once('drain', () => from.resume())
}
