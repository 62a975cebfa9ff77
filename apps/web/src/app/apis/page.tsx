import { ApisPage } from '../../features/apis/apis-page.js'

export default function Route() {
  return <ApisPage />
}
