import { startTestSmtp, type TestSmtp } from '@maillon/test-kit'
import { salesOf } from './day-of-sales.js'
import { salesApiAccount, startSalesApi, type SalesApi } from './sales-api.js'
import { startWebhookInbox, type WebhookInbox } from './webhook-inbox.js'

/** The outside of the daily report: the sales API, the mail server, the team's channel, each a server of its own. */
export interface RealWorld {
  readonly api: SalesApi
  readonly smtp: TestSmtp
  readonly inbox: WebhookInbox
  /** The day that a run of now reports on, `YYYY-MM-DD` in Paris. */
  readonly day: string
  stop(): Promise<void>
}

export async function startRealWorld(): Promise<RealWorld> {
  const day = yesterdayInParis()
  const [api, smtp, inbox] = await Promise.all([startSalesApi(salesOf(day)), startTestSmtp(), startWebhookInbox()])
  return {
    api,
    smtp,
    inbox,
    day,
    stop: async () => {
      await Promise.all([api.close(), smtp.stop(), inbox.close()])
    },
  }
}

/** The accounts that the flow asks for, by the names that it uses. */
export function accountsFor({ api, smtp, inbox }: RealWorld) {
  return {
    CORTEX: { type: 'login-token', values: { address: api.url, user: salesApiAccount.user, password: salesApiAccount.password } },
    Messagerie: { type: 'smtp', values: { ...smtp.credential } },
    'Canal de l’équipe': { type: 'webhook-url', values: { url: inbox.url } },
  } as const
}

function yesterdayInParis(): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris', dateStyle: 'short' }).format(new Date())
  const yesterday = new Date(`${today}T12:00:00Z`)
  yesterday.setUTCDate(yesterday.getUTCDate() - 1)
  return yesterday.toISOString().slice(0, 10)
}
