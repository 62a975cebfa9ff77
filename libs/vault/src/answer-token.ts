/**
 * The secret part of an answer link: who has it may answer one suspension of one step, once.
 * 1. It needs no table: the subject stands in it, under a MAC. That the step waits *now* for just this answer is the engine's to say.
 * 2. A token that was made with another key, or changed in any character, names nothing.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

export interface AnswerSubject {
  readonly runId: string
  /** Index in the plan of the run. */
  readonly node: number
  /** How often the step had waited before. */
  readonly suspensions: number
}

const purpose = 'maillon.answer/1'
const longest = 500

/** @param key at least 32 bytes; derive it for this purpose alone. The token fits into a path of a URL. */
export function signAnswer(key: Uint8Array, { runId, node, suspensions }: AnswerSubject): string {
  const subject = Buffer.from(JSON.stringify([runId, node, suspensions])).toString('base64url')
  return `${subject}.${macOf(key, subject).toString('base64url')}`
}

/** Null: not a token that this key has signed. */
export function verifyAnswer(key: Uint8Array, token: string): AnswerSubject | null {
  const [subject, mac, ...rest] = token.length > longest ? [] : token.split('.')
  if (subject === undefined || mac === undefined || rest.length > 0) return null
  const expected = Buffer.from(macOf(key, subject).toString('base64url'))
  const given = Buffer.from(mac)
  // As texts, not as bytes: base64 has several spellings of the same bytes.
  if (given.byteLength !== expected.byteLength || !timingSafeEqual(given, expected)) return null
  return subjectOf(subject)
}

function macOf(key: Uint8Array, subject: string): Buffer {
  if (key.byteLength < 32) throw new Error('The key of answer tokens is too short')
  return createHmac('sha256', key).update(purpose).update('\n').update(subject).digest()
}

function subjectOf(text: string): AnswerSubject {
  const [runId, node, suspensions] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [string, number, number]
  return { runId, node, suspensions }
}
