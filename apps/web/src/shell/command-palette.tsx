'use client'

import '@mantine/spotlight/styles.css'
import { Kbd, useMantineColorScheme } from '@mantine/core'
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { IconLanguage, IconLogout, IconMoon, IconPlus, IconRoute, IconSearch } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiQuery } from '../api/use-api.js'
import { useErrorNotice } from '../api/use-error-notice.js'
import { useLocale } from '../i18n/locale-provider.js'
import { usePageCommands } from './page-commands.js'
import { useSession } from './session.js'
import { useMay } from './use-may.js'
import { usePlaces } from './use-places.js'

const iconProps = { size: 20, stroke: 1.6, 'aria-hidden': true } as const

const [palette, { open }] = createSpotlight()

/** Ctrl/Cmd-K: every page, every flow, and what can be done from anywhere. Opens each time that `asked` grows. */
export function CommandPalette({ asked }: { readonly asked: number }) {
  const { t } = useTranslation('shell')
  useEffect(() => {
    if (asked > 0) open()
  }, [asked])
  return (
    <Spotlight
      store={palette}
      actions={useActions()}
      shortcut={null}
      nothingFound={t('palette.nothing')}
      highlightQuery
      attributes={{ content: { 'aria-label': t('search') } }}
      scrollable
      maxHeight={420}
      limit={40}
      searchProps={{ leftSection: <IconSearch size={20} aria-hidden />, placeholder: t('palette.placeholder'), 'aria-label': t('palette.placeholder') }}
    />
  )
}

function useActions(): SpotlightActionGroupData[] {
  const { t } = useTranslation('shell')
  const router = useRouter()
  const { locale, setLocale } = useLocale()
  const { logout } = useSession()
  const { toggleColorScheme } = useMantineColorScheme()
  const showError = useErrorNotice()
  const { groups } = usePageCommands()
  const places = usePlaces()
  const mayDraw = useMay().be('editor')
  const flows = useApiQuery('flows', {}, { staleTime: 30_000 }).data?.flows ?? []
  return [
    ...groups.map(({ group, commands }) => ({
      group,
      actions: commands.map(({ id, label, description, keys, run }) => ({ id, label, ...(description === undefined ? {} : { description }), ...(keys === undefined ? {} : { rightSection: <Kbd size="xs">{keys}</Kbd> }), onClick: run })),
    })),
    {
      group: t('palette.pages'),
      actions: places.map(({ id, href, icon: Icon }) => ({ id: `place-${id}`, label: t(`place.${id}`), leftSection: <Icon {...iconProps} />, onClick: () => router.push(href) })),
    },
    {
      group: t('place.flows'),
      actions: flows.map((flow) => ({
        id: `flow-${flow.id}`,
        label: flow.name,
        description: flow.description,
        leftSection: <IconRoute {...iconProps} />,
        onClick: () => router.push(`/flow/?id=${encodeURIComponent(flow.id)}`),
      })),
    },
    {
      group: t('palette.actions'),
      actions: [
        ...(mayDraw ? [{ id: 'new-flow', label: t('palette.newFlow'), leftSection: <IconPlus {...iconProps} />, onClick: () => router.push('/flows/?new=1') }] : []),
        { id: 'language', label: t('palette.otherLanguage'), leftSection: <IconLanguage {...iconProps} />, onClick: () => setLocale(locale === 'fr' ? 'en' : 'fr') },
        { id: 'scheme', label: t('palette.otherScheme'), leftSection: <IconMoon {...iconProps} />, onClick: toggleColorScheme },
        { id: 'logout', label: t('logout'), leftSection: <IconLogout {...iconProps} />, onClick: () => void logout().catch(showError) },
      ],
    },
  ]
}
