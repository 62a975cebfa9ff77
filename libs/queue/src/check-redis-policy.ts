import { MaillonError } from '@maillon/kernel'
import { Redis } from 'ioredis'

/**
 * Refuse a Redis that throws keys away when its memory is full (B7): locks and bells would vanish unnoticed.
 * A server that doesn't tell its settings (some hosted ones) is let through.
 * @throws MaillonError QUEUE_REDIS_EVICTS, QUEUE_REDIS_UNREACHABLE
 */
export async function checkRedisPolicy(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, connectTimeout: 5_000, retryStrategy: () => null })
  redis.on('error', () => undefined)
  try {
    await redis.connect().catch((error: unknown) => {
      throw new MaillonError({ code: 'QUEUE_REDIS_UNREACHABLE', kind: 'operational', retryable: true, params: { reason: error instanceof Error ? error.message.replace(/\.$/, '') : 'unknown' } })
    })
    const answer = await redis.config('GET', 'maxmemory-policy').catch(() => null)
    const policy = Array.isArray(answer) ? String(answer[1] ?? 'noeviction') : 'noeviction'
    if (policy !== 'noeviction') throw new MaillonError({ code: 'QUEUE_REDIS_EVICTS', kind: 'operational', retryable: false, params: { policy } })
  } finally {
    redis.disconnect()
  }
}
