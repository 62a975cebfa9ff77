import { PeopleSettings } from '../../../features/settings/people-settings.js'

export default function Route() {
  return <PeopleSettings />
}
