import { VariableSettings } from '../../../features/settings/variable-settings.js'

export default function Route() {
  return <VariableSettings />
}
