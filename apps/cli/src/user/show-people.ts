import type { Locale } from '@maillon/kernel'
import type { InstalledMember } from '@maillon/storage'
import pc from 'picocolors'
import type { Terminal } from '../terminal.js'
import type { WayIn } from './people-desk.js'

/** One line for each person; `json`: a JSON object a line. */
export function showPeople(members: readonly InstalledMember[], json: boolean, terminal: Terminal): void {
  const { locale } = terminal
  for (const member of members) terminal.print(json ? asJson(member) : asWords(member, locale))
  if (members.length > 0 || json) return
  terminal.note(locale === 'fr' ? 'Il n’y a encore personne. Le premier visiteur devient propriétaire, ou : maillon user create … --role owner' : 'There is nobody yet. The first visitor becomes the owner, or: maillon user create … --role owner')
}

/** The link goes to the answer, what is to be said about it does not. */
export function showWayIn({ member, url, expiresAt }: WayIn, json: boolean, terminal: Terminal): void {
  if (json) {
    terminal.print(JSON.stringify({ id: member.id, email: member.email, role: member.role, url, expiresAt }))
    return
  }
  terminal.note(terminal.locale === 'fr' ? `${member.name} choisit son mot de passe ici, une seule fois, avant le ${minuteOf(expiresAt)} (UTC) :` : `${member.name} chooses a password here, once, before ${minuteOf(expiresAt)} (UTC):`)
  terminal.print(url)
}

function asJson({ id, name, email, role, permissions, isActive, hasPassword, hasSecondFactor, workspace, createdAt, lastSeenAt }: InstalledMember): string {
  return JSON.stringify({ id, name, email, role, permissions, isActive, hasPassword, hasSecondFactor, workspace: workspace.name, createdAt, lastSeenAt })
}

function asWords({ name, email, role, ...state }: InstalledMember, locale: Locale): string {
  return `${state.isActive ? pc.green('●') : pc.dim('○')} ${email}  ${name}  ${pc.bold(role)}  ${pc.dim(notesOf(state, locale).join(', '))}`
}

function notesOf({ isActive, hasPassword, hasSecondFactor, lastSeenAt }: Pick<InstalledMember, 'isActive' | 'hasPassword' | 'hasSecondFactor' | 'lastSeenAt'>, locale: Locale): readonly string[] {
  const text = (fr: string, en: string): string => (locale === 'fr' ? fr : en)
  const seen = lastSeenAt === null ? text('pas de session', 'no session') : `${text('vu le', 'seen')} ${minuteOf(lastSeenAt)}`
  return [isActive ? null : text('fermé', 'closed'), hasPassword ? null : text('sans mot de passe', 'no password'), hasSecondFactor ? text('double authentification', 'second factor') : null, seen].filter((note) => note !== null)
}

function minuteOf(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ')
}
