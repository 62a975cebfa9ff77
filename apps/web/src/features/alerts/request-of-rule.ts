import type { AlertRuleRequest, AlertRuleView } from '@maillon/api-contract'

/** The body of a change, from what was read. */
export function requestOfRule(rule: AlertRuleView): AlertRuleRequest {
  const { kind, isEnabled, flowIds, settings, recipients, roles, twilioCredentialId, summaryMinutes, revision } = rule
  return { kind, isEnabled, flowIds: flowIds === null ? null : [...flowIds], settings, recipients: recipients.map((one) => ({ ...one })), roles: [...roles], twilioCredentialId, summaryMinutes, revision }
}
