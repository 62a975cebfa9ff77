'use client'

import { Alert, Anchor, List, Text } from '@mantine/core'
import { IconTestPipe } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { PackageTestsView } from '@maillon/api-contract'

/** What the tests of flows say with the other version: which fail, and how. */
export function PackageTests({ tests }: { readonly tests: PackageTestsView }) {
  const { t } = useTranslation('packages')
  const { passed, failed, unfinished, failures, failedElsewhere } = tests
  const colour = failed > 0 ? 'red' : unfinished > 0 ? 'orange' : 'green'
  return (
    <Alert color={colour} icon={<IconTestPipe size={18} aria-hidden />} title={failed > 0 ? t('tests.failed', { count: failed }) : passed > 0 ? t('tests.passed', { count: passed }) : t('tests.none')} data-testid="package-tests">
      <List size="sm">
        {failures.map(({ flowId, flow, test, findings }) => (
          <List.Item key={`${flowId} ${test}`} style={{ wordBreak: 'break-word' }}>
            <Anchor component={Link} href={`/flow-tests/?id=${encodeURIComponent(flowId)}`} size="sm">
              {flow} · {test}
            </Anchor>
            {findings.map(({ sentence }, index) => (
              <Text key={index} size="sm">
                {sentence}
              </Text>
            ))}
          </List.Item>
        ))}
      </List>
      {failedElsewhere > 0 && <Text size="sm">{t('tests.elsewhere', { count: failedElsewhere })}</Text>}
      {unfinished > 0 && <Text size="sm">{t('tests.unfinished', { count: unfinished })}</Text>}
    </Alert>
  )
}
