import { ForgottenPage } from '../../features/welcome/forgotten-page.js'

export default function Route() {
  return <ForgottenPage />
}
