import { NotFound } from '../shell/not-found.js'

export default function Route() {
  return <NotFound />
}
