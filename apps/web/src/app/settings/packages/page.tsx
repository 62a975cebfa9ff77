import { PackageSettings } from '../../../features/packages/package-settings.js'

export default function Route() {
  return <PackageSettings />
}
