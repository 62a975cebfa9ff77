'use client'

import { Anchor } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslation } from 'react-i18next'
import { useApiQuery } from '../../api/use-api.js'
import { Page } from '../../shell/page.js'
import { TestList } from './test-list.js'

/** `/flow-tests/?id=…`: the tests of a flow. */
export function FlowTestsPage() {
  const { t } = useTranslation('tests')
  const router = useRouter()
  const id = useSearchParams().get('id') ?? ''
  const flow = useApiQuery('flow', { params: { id } }, { enabled: id !== '' })
  const address = `/flow/?id=${encodeURIComponent(id)}`
  return (
    <Page
      title={flow.data === undefined ? t('title') : `${t('title')} · ${flow.data.document.name}`}
      intro={t('intro')}
      back={
        <Anchor component={Link} href={address} size="sm" c="dimmed" display="inline-flex" mb={6}>
          <IconArrowLeft size={16} aria-hidden style={{ marginRight: 4, alignSelf: 'center' }} />
          {t('back')}
        </Anchor>
      }
    >
      <TestList flowId={id} isPublished={flow.data?.published != null} onGo={(node) => router.push(`${address}&node=${encodeURIComponent(node)}`)} />
    </Page>
  )
}
