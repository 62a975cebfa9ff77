import { InvitationPage } from '../../features/welcome/invitation-page.js'

export default function Route() {
  return <InvitationPage />
}
