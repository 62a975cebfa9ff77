import { NewPasswordPage } from '../../features/welcome/new-password-page.js'

export default function Route() {
  return <NewPasswordPage />
}
