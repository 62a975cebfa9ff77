import {
  AcceptInvitationRequest, AskResetRequest, AuditQuery, ChangePasswordRequest, CodeRequest, CreateTokenRequest, InviteRequest, LinkRequest, MailAccountView, MemberChangeRequest, PasswordRequest, RemoveMemberQuery, ResetPasswordRequest,
  type RouteName,
} from '@maillon/api-contract'
import type { RoutePolicy } from './route-policy.js'

/** Who may come in and what they may do is a matter of people in a session: no program's token reaches these. */
const inSession = { session: 'only' } as const

export const peoplePolicies = {
  members: { access: 'administrator' },
  changeMember: { access: 'administrator', body: MemberChangeRequest, ...inSession },
  removeMember: { access: 'administrator', query: RemoveMemberQuery, status: 204, ...inSession },
  makeResetLink: { access: 'owner', status: 201, ...inSession },
  endMemberFactor: { access: 'owner', status: 204, ...inSession },
  invite: { access: 'administrator', body: InviteRequest, status: 201, ...inSession },
  withdrawInvitation: { access: 'administrator', status: 204, ...inSession },
  openInvitation: { access: 'public', body: LinkRequest },
  acceptInvitation: { access: 'public', body: AcceptInvitationRequest, status: 201 },
  loginWays: { access: 'public' },
  askReset: { access: 'public', body: AskResetRequest, status: 204 },
  resetPassword: { access: 'public', body: ResetPasswordRequest, status: 204 },
  mailAccount: { access: 'administrator' },
  changeMailAccount: { access: 'administrator', body: MailAccountView, ...inSession },
  account: { access: 'viewer', ...inSession },
  endSession: { access: 'viewer', status: 204, ...inSession },
  endOtherSessions: { access: 'viewer', status: 204, ...inSession },
  changePassword: { access: 'viewer', body: ChangePasswordRequest, status: 204, ...inSession },
  beginSecondFactor: { access: 'viewer', body: PasswordRequest, ...inSession },
  confirmSecondFactor: { access: 'viewer', body: CodeRequest, ...inSession },
  renewRecoveryCodes: { access: 'viewer', body: PasswordRequest, ...inSession },
  endSecondFactor: { access: 'viewer', body: PasswordRequest, status: 204, ...inSession },
  tokens: { access: 'viewer', ...inSession },
  createToken: { access: 'viewer', body: CreateTokenRequest, status: 201, ...inSession },
  revokeToken: { access: 'viewer', status: 204, ...inSession },
  audit: { access: 'administrator', query: AuditQuery },
  auditChoices: { access: 'administrator' },
} as const satisfies { readonly [Name in RouteName]?: RoutePolicy }
