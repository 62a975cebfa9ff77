import { ApiSettings } from '../../../features/settings/api-settings.js'

export default function Route() {
  return <ApiSettings />
}
