import type { Json, JsonObject } from '@maillon/kernel'
import type { OutsideAnswer, OutsideRequest } from './outside-fake.js'

export interface TwilioMessage {
  readonly sid: string
  readonly form: { readonly [field: string]: string }
  status: string
  errorCode: number | null
}

const whatsapp = /^whatsapp:\+[1-9]\d{6,14}$/
const number = /^\+[1-9]\d{6,14}$/

/**
 * Twilio’s Messages API by its documentation: `POST /2010-04-01/Accounts/{Sid}/Messages.json` as a form, behind Basic authentication,
 * and `GET …/Messages/{MessageSid}.json`. Free text by WhatsApp outside the 24 hours is taken (201) and fails afterwards with 63016,
 * as it does there.
 */
export class FakeTwilio {
  readonly credential = { accountSid: `AC${'0'.repeat(31)}1`, authToken: 'twilio-auth-token-canary', whatsappFrom: '+33700000000', smsFrom: '+33700000001' }
  readonly messages: TwilioMessage[] = []
  /** Numbers whose owner has written within 24 hours. */
  readonly openWindows = new Set<string>()
  readonly unsubscribed = new Set<string>()
  /** Answers the next calls with 429. */
  busy = 0

  readonly answer = (request: OutsideRequest): OutsideAnswer => {
    const { accountSid, authToken } = this.credential
    if (request.headers['authorization'] !== `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`) return refused(401, 20003, 'Authenticate')
    const base = `/2010-04-01/Accounts/${accountSid}`
    if (request.method === 'GET' && request.path === `${base}.json`) return { json: { sid: accountSid, status: 'active' } }
    if (request.method === 'POST' && request.path === `${base}/Messages.json`) return this.take(request)
    const found = this.messages.find(({ sid }) => request.path === `${base}/Messages/${sid}.json`)
    return found === undefined ? refused(404, 20404, 'The requested resource was not found') : { json: this.describe(found) }
  }

  private take({ headers, body }: OutsideRequest): OutsideAnswer {
    if (this.busy > 0) {
      this.busy -= 1
      return { ...refused(429, 20429, 'Too Many Requests'), headers: { 'retry-after': '1' } }
    }
    if (!(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) return refused(400, 20001, 'A form is expected')
    const form = Object.fromEntries(new URLSearchParams(body))
    const problem = this.problemOf(form)
    if (problem !== null) return refused(400, ...problem)
    const message: TwilioMessage = { sid: `SM${String(this.messages.length + 1).padStart(32, '0')}`, form, status: 'queued', errorCode: null }
    this.messages.push(message)
    return { status: 201, json: this.describe(message) }
  }

  private problemOf(form: Form): readonly [number, string] | null {
    if (this.unsubscribed.has(form['To'] ?? '')) return [21610, 'Attempt to send to unsubscribed recipient']
    return addressProblem(form) ?? contentProblem(form)
  }

  /** A look a moment later sees what has become of it. */
  private describe(message: TwilioMessage): JsonObject {
    const shown = { sid: message.sid, status: message.status, error_code: message.errorCode, error_message: null as Json }
    const { To = '', ContentSid } = message.form
    const isClosed = To.startsWith('whatsapp:') && ContentSid === undefined && !this.openWindows.has(To.slice('whatsapp:'.length))
    Object.assign(message, isClosed ? { status: 'undelivered', errorCode: 63016 } : { status: 'sent' })
    return shown
  }
}

type Form = { readonly [field: string]: string }

function addressProblem({ To = '', From = '', MessagingServiceSid }: Form): readonly [number, string] | null {
  const isWhatsapp = To.startsWith('whatsapp:')
  if (!(isWhatsapp ? whatsapp : number).test(To)) return [21211, `Invalid 'To' Phone Number: ${To}`]
  if (From === '' && MessagingServiceSid === undefined) return [21603, "A 'From' phone number is required"]
  return From !== '' && From.startsWith('whatsapp:') !== isWhatsapp ? [63007, 'Twilio could not find a Channel with the specified From address'] : null
}

function contentProblem({ Body, ContentSid, ContentVariables }: Form): readonly [number, string] | null {
  if (Body === undefined && ContentSid === undefined) return [21619, 'A text message body or media urls must be specified']
  if ((Body ?? '').length > 1600) return [21617, 'The concatenated message body exceeds the 1600 character limit']
  return ContentSid !== undefined && !isVariables(ContentVariables) ? [21656, 'The ContentVariables Parameter is invalid.'] : null
}

function isVariables(text: string | undefined): boolean {
  try {
    const value = JSON.parse(text ?? '{}') as unknown
    return typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string')
  } catch {
    return false
  }
}

function refused(status: number, code: number, message: string): OutsideAnswer {
  return { status, json: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } }
}
