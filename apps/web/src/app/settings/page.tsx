import { AccountSettings } from '../../features/settings/account-settings.js'

export default function Route() {
  return <AccountSettings />
}
