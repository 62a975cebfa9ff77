import type { NodeDefinition } from '@maillon/node-sdk'
import { approval } from './approval.node.js'
import { mailChange } from './mail-change.node.js'
import { mailReceived } from './mail-received.node.js'
import { mailRead } from './mail-read.node.js'
import { mailSend } from './mail-send.node.js'
import { testImap, testSmtp } from './test-connection.js'

/** Receive, read, send and sort mail. */
export const nodes: readonly NodeDefinition[] = [mailReceived, mailRead, mailSend, mailChange, approval]

/** What the test button does, by credential type. */
export const connectionTests = { imap: testImap, smtp: testSmtp } as const

export { imapAccount, type ImapAccount } from './mail-account.js'
export { advance, isNew, mailKey, planReading, rebase, startCursor, type MailboxState, type MailCursor, type MailIdentity, type ReadingPlan } from './mail-cursor.js'
export type { MailFilter } from './mail-filter.js'
export type { ReadMail, UnreadableReason } from './read-mails.js'
export { readNewMails, type NewMailsWish } from './read-new-mails.js'
export type { ConnectionFound } from './test-connection.js'
