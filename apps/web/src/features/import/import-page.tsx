'use client'

import { Alert, Anchor, Text } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiError, ImportCheck } from '@maillon/api-contract'
import { flowFileText } from '@maillon/flow-document'
import { readOwnFile } from '../../api/read-own-file.js'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorNotice } from '../../api/use-error-notice.js'
import { useErrorText } from '../../api/use-error-text.js'
import { Page } from '../../shell/page.js'
import { DiagnosticList } from '../flows/diagnostic-list.js'
import type { FoundFlows } from './found-flows.js'
import { isForeign } from './is-foreign.js'
import { ImportReview } from './import-review.js'
import { ImportSource } from './import-source.js'
import { ownExportPath } from './own-address.js'

/** Flows from elsewhere: first what they are, then every choice on one page, then one button. `?flow=<id>` begins with a flow of this server. */
export function ImportPage() {
  const { t } = useTranslation('import')
  const showError = useErrorNotice()
  const asked = useSearchParams().get('flow')
  const [found, setFound] = useState<FoundFlows | null>(null)
  const [looked, setLooked] = useState<{ readonly check: ImportCheck; readonly round: number } | null>(null)
  const check = useApiMutation('checkImport', { onSuccess: (answer) => setLooked((before) => ({ check: answer, round: (before?.round ?? 0) + 1 })), onError: () => undefined })
  const lookIn = (next: FoundFlows) => {
    setFound(next)
    check.mutate({ body: { text: next.text } })
  }
  const convert = useApiMutation('convertFlows', { onSuccess: ({ flows, report }) => lookIn({ text: flowFileText(flows), report }), onError: () => undefined })
  const look = (text: string) => {
    convert.reset()
    if (isForeign(text)) convert.mutate({ body: { text } })
    else lookIn({ text, report: [] })
  }
  const lookAt = (path: string) => void readOwnFile(path).then(look, showError)
  const isBegun = useRef(false)
  useEffect(() => {
    const path = asked === null || isBegun.current ? null : ownExportPath(`/flow/?id=${asked}`, window.location.origin)
    if (path === null) return
    isBegun.current = true
    lookAt(path)
  })
  return (
    <Page title={t('title')} intro={t('intro')} back={<BackToFlows />}>
      {found === null || looked === null ? (
        <ImportSource isLooking={check.isPending || convert.isPending} refusal={convert.isError ? <Refused error={convert.error} /> : check.isError && <Refused error={check.error} />} onText={look} onPath={lookAt} />
      ) : (
        <ImportReview key={looked.round} found={found} first={looked.check} round={looked.round} onOther={() => setLooked(null)} />
      )}
    </Page>
  )
}

function Refused({ error }: { readonly error: ApiError }) {
  const { t } = useTranslation('import')
  const { sentence, hint } = useErrorText()(error)
  const diagnostics = error.body.diagnostics ?? []
  return (
    <Alert color="red" role="alert" title={diagnostics.length > 0 ? t('refused', { count: diagnostics.length }) : sentence}>
      {diagnostics.length > 0 ? <DiagnosticList diagnostics={diagnostics} /> : <Text size="sm">{hint}</Text>}
    </Alert>
  )
}

function BackToFlows() {
  const { t } = useTranslation('import')
  return (
    <Anchor component={Link} href="/flows/" size="sm" c="dimmed" display="inline-flex" mb={6}>
      <IconArrowLeft size={16} aria-hidden style={{ marginRight: 4, alignSelf: 'center' }} />
      {t('back')}
    </Anchor>
  )
}
