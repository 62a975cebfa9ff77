import { AuditSettings } from '../../../features/settings/audit-settings.js'

export default function Route() {
  return <AuditSettings />
}
