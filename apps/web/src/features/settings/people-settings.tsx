'use client'

import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberView, SecretLink } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { InvitationList } from './invitation-list.js'
import { InviteDialog } from './invite-dialog.js'
import { MailAccountPanel } from './mail-account-panel.js'
import { MemberDialog } from './member-dialog.js'
import { MemberTable } from './member-table.js'
import { SettingsPage } from './settings-page.js'
import { ShownOnce } from './shown-once.js'

type Open = { readonly kind: 'invite' } | { readonly kind: 'member'; readonly member: MemberView } | { readonly kind: 'link'; readonly of: 'invitation' | 'reset'; readonly link: SecretLink } | null

const linkTexts = {
  invitation: { shown: 'invitation.linkText', mailed: 'invitation.linkMailed' },
  reset: { shown: 'reset.linkText', mailed: 'reset.linkMailed' },
} as const

/** Who is in the workspace, and what they may do. */
export function PeopleSettings() {
  const { t } = useTranslation('settings')
  const read = useApiQuery('members', {})
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const invite = (
    <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setOpen({ kind: 'invite' })}>
      {t('invite.action')}
    </Button>
  )
  return (
    <SettingsPage part="people" actions={invite}>
      {read.isPending && <LoadingLines />}
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.data !== undefined && (
        <>
          <Panel p={0} mb="lg">
            <MemberTable members={read.data.members} onEdit={(member) => setOpen({ kind: 'member', member })} onLink={(link) => setOpen({ kind: 'link', of: 'reset', link })} />
          </Panel>
          {read.data.invitations.length > 0 && <InvitationList invitations={read.data.invitations} />}
          <MailAccountPanel />
        </>
      )}
      {open?.kind === 'invite' && <InviteDialog onMade={(link) => setOpen({ kind: 'link', of: 'invitation', link })} onClose={close} />}
      {open?.kind === 'member' && <MemberDialog member={open.member} onClose={close} />}
      {open?.kind === 'link' && <ShownOnce title={t(`${open.of}.linkTitle`)} text={t(linkTexts[open.of][open.link.isMailed ? 'mailed' : 'shown'])} secrets={[open.link.url]} onClose={close} />}
    </SettingsPage>
  )
}
