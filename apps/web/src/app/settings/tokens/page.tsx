import { TokenSettings } from '../../../features/settings/token-settings.js'

export default function Route() {
  return <TokenSettings />
}
