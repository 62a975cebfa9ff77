/**
 * Looks at what the rules of all workspaces watch, outside of any worker, and tells people. Any number of servers do so at once: a rule is
 * looked at by one of them (AlertWatchLedger), a notice sent by one of them (NoticeOutbox).
 */
import { isMaillonError, toErrorInfo, type Clock, type Logger, type Random } from '@maillon/kernel'
import { LookFailed, type AlertFacts, type AlertRule, type AlertWatchLedger, type AlertWriting, type ClaimedNotice, type NoticeOutbox, type NoticeTarget, type PeopleStore } from '@maillon/storage'
import { decideAlerts } from './decide-alerts.js'
import { decideNextTry } from './decide-next-try.js'
import type { NoticeSender } from './notice-sender.js'
import { noticeText } from './notice-text.js'

export interface AlertWatchPorts {
  readonly ledger: AlertWatchLedger
  readonly outbox: NoticeOutbox
  readonly sender: Pick<NoticeSender, 'send'>
  readonly targetsOf: (rule: AlertRule) => Promise<readonly NoticeTarget[]>
  readonly people: Pick<PeopleStore, 'findWorkspace'>
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  /** Where people reach this installation. */
  readonly baseUrl: string
}

/** Rules in one round: the next round takes the others. */
const mostLooks = 500
const sentAtOnce = 5
/** Longer than any sending takes: whoever dies in between gives way. */
const leaseMs = 3 * 60_000

export class AlertWatch {
  constructor(private readonly ports: AlertWatchPorts) {}

  /** Look at every rule that is due. */
  async look(): Promise<void> {
    const { ledger, logger } = this.ports
    for (let looks = 0; looks < mostLooks; looks += 1) {
      try {
        if ((await ledger.look((facts) => this.#decide(facts))) === null) return
      } catch (error) {
        if (!(error instanceof LookFailed)) throw error
        logger.warn('An alert rule could not be looked at; it is put off', { rule: error.ruleId, reason: error.message })
        await ledger.putOff(error.ruleId)
      }
    }
  }

  /** Send what is due. @returns how many were tried */
  async send(): Promise<number> {
    const notices = await this.ports.outbox.claim(sentAtOnce, leaseMs)
    await Promise.all(notices.map((notice) => this.#send(notice)))
    return notices.length
  }

  async #decide(facts: AlertFacts): Promise<AlertWriting> {
    const { random } = this.ports
    const { alerts, lines, tellings } = decideAlerts(facts, () => random.id())
    const targets = lines.length === 0 ? [] : await this.ports.targetsOf(facts.rule)
    return { alerts, tellings, notices: targets.map((target) => ({ id: random.id(), target, lines })) }
  }

  async #send(notice: ClaimedNotice): Promise<void> {
    const { outbox, people, clock, baseUrl, sender, logger } = this.ports
    const { workspaceId, lines, target, failures } = notice
    try {
      const workspace = await people.findWorkspace(workspaceId)
      if (workspace === null) throw new Error('The workspace is gone')
      const { timeZone } = workspace
      await sender.send(workspace, target, { key: notice.id, textIn: (locale) => noticeText(lines, { locale, timeZone, now: clock.now(), baseUrl }) })
      await outbox.sent(notice)
    } catch (error) {
      const info = isMaillonError(error) ? error.info : toErrorInfo(error)
      const nextInMs = decideNextTry(info, { failures: failures + 1, ageMs: clock.now() - notice.madeAt.getTime() })
      logger.warn('A notice of an alert could not be sent', { notice: notice.id, to: target.name, code: info.code, nextInMs })
      // Where the row can't be written either, the lease lapses and it is tried again.
      await outbox.failed(notice, { error: info, nextInMs }).catch((reason: unknown) => logger.warn('A failed notice could not be put down', { reason: String(reason) }))
    }
  }
}
