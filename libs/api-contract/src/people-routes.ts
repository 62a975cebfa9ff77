import type {
  AcceptInvitationRequest, AccountView, AskResetRequest, AuditChoices, AuditPage, AuditQuery, ChangePasswordRequest, CodeRequest, CreateTokenRequest, FactorEnrolment, InviteRequest, LinkRequest, LoginWays,
  MailAccountView, MemberChangeRequest, MembersView, MemberView, OpenInvitation, PasswordRequest, RecoveryCodes, RemoveMemberQuery, ResetPasswordRequest, SecretLink, TokenView,
} from './members.js'
import type { SessionView } from './people.js'
import { route } from './route.js'

/** Who may come in, how, and what they did. */
export const peopleRoutes = {
  members: route<never, undefined, undefined, MembersView>('GET', '/api/members'),
  changeMember: route<'id', undefined, MemberChangeRequest, MemberView>('PATCH', '/api/members/:id'),
  removeMember: route<'id', RemoveMemberQuery>('DELETE', '/api/members/:id'),
  makeResetLink: route<'id', undefined, undefined, SecretLink>('POST', '/api/members/:id/reset-link'),
  endMemberFactor: route<'id'>('DELETE', '/api/members/:id/second-factor'),
  invite: route<never, undefined, InviteRequest, SecretLink>('POST', '/api/invitations'),
  withdrawInvitation: route<'id'>('DELETE', '/api/invitations/:id'),
  openInvitation: route<never, undefined, LinkRequest, OpenInvitation>('POST', '/api/invitations/open'),
  acceptInvitation: route<never, undefined, AcceptInvitationRequest, SessionView>('POST', '/api/invitations/accept'),

  loginWays: route<never, undefined, undefined, LoginWays>('GET', '/api/login-ways'),
  askReset: route<never, undefined, AskResetRequest>('POST', '/api/password-reset'),
  resetPassword: route<never, undefined, ResetPasswordRequest>('POST', '/api/password-reset/finish'),
  mailAccount: route<never, undefined, undefined, MailAccountView>('GET', '/api/mail-account'),
  changeMailAccount: route<never, undefined, MailAccountView, MailAccountView>('PUT', '/api/mail-account'),

  account: route<never, undefined, undefined, AccountView>('GET', '/api/me'),
  endSession: route<'id'>('DELETE', '/api/me/sessions/:id'),
  endOtherSessions: route('DELETE', '/api/me/sessions'),
  changePassword: route<never, undefined, ChangePasswordRequest>('POST', '/api/me/password'),
  beginSecondFactor: route<never, undefined, PasswordRequest, FactorEnrolment>('POST', '/api/me/second-factor'),
  confirmSecondFactor: route<never, undefined, CodeRequest, RecoveryCodes>('POST', '/api/me/second-factor/confirm'),
  renewRecoveryCodes: route<never, undefined, PasswordRequest, RecoveryCodes>('POST', '/api/me/second-factor/recovery-codes'),
  endSecondFactor: route<never, undefined, PasswordRequest>('POST', '/api/me/second-factor/end'),

  tokens: route<never, undefined, undefined, { readonly tokens: readonly TokenView[] }>('GET', '/api/tokens'),
  /** The secret is in this answer and nowhere else. */
  createToken: route<never, undefined, CreateTokenRequest, { readonly token: string; readonly id: string }>('POST', '/api/tokens'),
  revokeToken: route<'id'>('DELETE', '/api/tokens/:id'),

  audit: route<never, AuditQuery, undefined, AuditPage>('GET', '/api/audit'),
  auditChoices: route<never, undefined, undefined, AuditChoices>('GET', '/api/audit/choices'),
} as const
