import { IconBrain, IconBrandGoogle, IconBrandWhatsapp, IconBucket, IconCertificate, IconDatabase, IconInbox, IconKey, IconLogin2, IconMail, IconRobot, IconRoute, IconServer, IconServerBolt, IconUserCheck, IconUserShield, IconWebhook, type Icon } from '@tabler/icons-react'

const icons: { readonly [name: string]: Icon } = { mail: IconMail, key: IconKey, 'user-key': IconUserShield, 'login-2': IconLogin2, webhook: IconWebhook, inbox: IconInbox, server: IconServer, 'server-bolt': IconServerBolt, bucket: IconBucket, database: IconDatabase, robot: IconRobot, 'user-check': IconUserCheck, certificate: IconCertificate, route: IconRoute, 'brand-google': IconBrandGoogle, brain: IconBrain, 'brand-whatsapp': IconBrandWhatsapp }

/** The icon that a credential type names; a key for one that isn't known here. */
export function CredentialIcon({ name }: { readonly name: string }) {
  const Icon = icons[name] ?? IconKey
  return <Icon size={22} stroke={1.6} aria-hidden />
}
