import type { LiveEvents } from '@maillon/engine'
import type { Logger } from '@maillon/kernel'
import { Redis } from 'ioredis'
import pg from 'pg'
import type { LaneBackend } from './backend.js'
import { PreparingClient } from './preparing-client.js'
import { SharedLiveEvents, type EventTransport } from './shared-live-events.js'

const channel = 'maillon_events'
const reconnectMs = 1_000

export interface LiveEventsOptions {
  readonly backend: LaneBackend
  /** An id of this process. */
  readonly origin: string
  readonly logger: Logger
}

/** Live events over Redis publish/subscribe, or over LISTEN/NOTIFY on connections of their own, outside of any business transaction (B5). */
export async function createLiveEvents(options: LiveEventsOptions): Promise<LiveEvents> {
  const events = new SharedLiveEvents(options.origin)
  const receive = (text: string): void => events.receive(text)
  events.connect(options.backend.kind === 'redis' ? await redisTransport(options.backend.url, receive, options.logger) : await postgresTransport(options.backend.connectionString, receive, options.logger))
  return events
}

async function redisTransport(url: string, receive: (text: string) => void, logger: Logger): Promise<EventTransport> {
  const sender = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, lazyConnect: true })
  const listener = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true })
  for (const client of [sender, listener]) client.on('error', (error: Error) => logger.warn('Live events between processes are interrupted', { reason: error.message }))
  await Promise.all([sender.connect(), listener.connect()])
  listener.on('message', (_channel, text) => receive(text))
  await listener.subscribe(channel)
  return {
    maxBytes: 256_000,
    send: async (text) => void (await sender.publish(channel, text)),
    close: () => {
      sender.disconnect()
      listener.disconnect()
      return Promise.resolve()
    },
  }
}

async function postgresTransport(connectionString: string, receive: (text: string) => void, logger: Logger): Promise<EventTransport> {
  const sender = new pg.Pool({ connectionString, max: 1, application_name: 'maillon-events', Client: PreparingClient })
  sender.on('error', () => undefined)
  let closed = false
  let listener: pg.Client | null = null
  const listen = async (): Promise<void> => {
    const client = new pg.Client({ connectionString, keepAlive: true, application_name: 'maillon-events' })
    client.on('notification', (message) => receive(message.payload ?? ''))
    client.on('error', (error) => {
      logger.warn('Live events between processes are interrupted', { reason: error.message })
      void client.end().catch(() => undefined)
      again()
    })
    await client.connect()
    await client.query(`LISTEN ${channel}`)
    listener = client
  }
  const again = (): void => {
    listener = null
    if (closed) return
    setTimeout(() => void listen().catch(again), reconnectMs).unref()
  }
  await listen()
  return {
    // Postgres takes less than 8,000 bytes in one notification.
    maxBytes: 7_900,
    send: async (text) => void (await sender.query('SELECT pg_notify($1, $2)', [channel, text])),
    close: async () => {
      closed = true
      await Promise.allSettled([sender.end(), listener?.end()])
    },
  }
}
