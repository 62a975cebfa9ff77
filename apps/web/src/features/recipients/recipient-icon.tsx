import { IconBell, IconBrandDiscord, IconBrandGoogle, IconBrandSlack, IconBrandTeams, IconBrandWhatsapp, IconDeviceMobileMessage, IconMail, IconMessageCircle, IconWebhook, type Icon } from '@tabler/icons-react'
import type { RecipientType } from '@maillon/api-contract'

const icons: { readonly [T in RecipientType]: Icon } = {
  email: IconMail,
  whatsapp: IconBrandWhatsapp,
  sms: IconDeviceMobileMessage,
  chime: IconBell,
  slack: IconBrandSlack,
  teams: IconBrandTeams,
  'google-chat': IconBrandGoogle,
  discord: IconBrandDiscord,
  mattermost: IconMessageCircle,
  webhook: IconWebhook,
}

export function RecipientIcon({ type }: { readonly type: RecipientType }) {
  const Shown = icons[type]
  return <Shown size={18} stroke={1.7} aria-hidden />
}
