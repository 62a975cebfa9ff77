import { EventEmitter } from 'node:events'
import { Writable } from 'node:stream'
import { setImmediate as aTurn } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { expect, it } from 'vitest'
import { writeTogether } from './write-together.js'

it('sends what is asked within one turn in one piece and in its order, and what is asked later by itself, on each new connection', async () => {
  const redis = new EventEmitter() as EventEmitter & { stream: Writable }
  writeTogether(redis as unknown as Redis)
  for (const connection of ['first', 'second']) {
    const sent: string[] = []
    redis.stream = socket(sent)
    redis.emit('connect')
    redis.stream.write(`${connection} 1 `)
    await Promise.resolve()
    redis.stream.write('2 ')
    redis.stream.write('3')
    expect(sent).toEqual([])
    await aTurn()
    redis.stream.write('4')
    await aTurn()
    expect(sent).toEqual([`${connection} 1 2 3`, '4'])
  }
})

it('lets a connection that is closed within the turn close, with what it was given', async () => {
  const sent: string[] = []
  const redis = Object.assign(new EventEmitter(), { stream: socket(sent) })
  writeTogether(redis as unknown as Redis)
  redis.emit('connect')
  redis.stream.write('last')
  redis.stream.end()
  await aTurn()
  expect({ sent, isOver: redis.stream.writableFinished }).toEqual({ sent: ['last'], isOver: true })
})

/** Notes each piece that a socket would be given at once. */
function socket(sent: string[]): Writable {
  return new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => (sent.push(chunk), done()),
    writev: (chunks, done) => (sent.push(chunks.map(({ chunk }) => chunk as string).join('')), done()),
  })
}
