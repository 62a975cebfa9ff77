'use client'

import { Anchor, Badge, Button, Code, CopyButton, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconDownload, IconSearch } from '@tabler/icons-react'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiQuery } from '../../api/use-api.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { readOperations, type ApiOperation } from './read-operations.js'
import classes from './settings.module.css'
import { SettingsPage } from './settings-page.js'

const methodColors: { readonly [method: string]: string } = { GET: 'blue', POST: 'green', PUT: 'yellow', PATCH: 'yellow', DELETE: 'red' }

/** Each call of the server's own API, made of the document that it serves. */
export function ApiSettings() {
  const { t } = useTranslation('settings')
  const read = useApiQuery('openApi', {})
  const [words, setWords] = useState('')
  const operations = useMemo(() => (read.data === undefined ? [] : readOperations(read.data)), [read.data])
  const found = operations.filter(({ name, path, method }) => `${method} ${path} ${name}`.toLowerCase().includes(words.trim().toLowerCase()))
  const groups = [...new Set(found.map(({ group }) => group))].toSorted()
  return (
    <SettingsPage
      part="api"
      actions={
        <Button component="a" href="/api/openapi.json" download="maillon-openapi.json" variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
          {t('api.document')}
        </Button>
      }
    >
      <Stack gap="lg">
        <Examples />
        {read.isPending && <LoadingLines />}
        {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
        {read.isSuccess && (
          <TextInput type="search" label={t('api.search')} description={t('api.count', { count: found.length })} leftSection={<IconSearch size={17} aria-hidden />} value={words} onChange={(event) => setWords(event.currentTarget.value)} maw={480} />
        )}
        {read.isSuccess && found.length === 0 && <Text c="dimmed">{t('api.none')}</Text>}
        {groups.map((group) => (
          <section key={group}>
            <Title order={2} size="h5" mb="xs">
              {group}
            </Title>
            <Panel p={0}>
              {found.filter((operation) => operation.group === group).map((operation) => (
                <Operation key={operation.name} operation={operation} />
              ))}
            </Panel>
          </section>
        ))}
      </Stack>
    </SettingsPage>
  )
}

/** The two calls that programs begin with, ready to be pasted. */
function Examples() {
  const { t } = useTranslation('settings')
  const origin = typeof window === 'undefined' ? '' : window.location.origin
  const examples = [
    { title: t('api.startRun'), text: `curl -X POST ${origin}/api/flows/FLOW_ID/runs \\\n  -H "Authorization: Bearer $MAILLON_TOKEN" -H "Content-Type: application/json" \\\n  -d '{"what":"published"}'` },
    { title: t('api.listRuns'), text: `curl "${origin}/api/runs?limit=20" -H "Authorization: Bearer $MAILLON_TOKEN"` },
  ]
  return (
    <Panel>
      <Text mb="md">
        {t('api.how')}{' '}
        <Anchor component={Link} href="/settings/tokens/" underline="always">
          {t('api.makeToken')}
        </Anchor>
      </Text>
      <Stack gap="md">
        {examples.map(({ title, text }) => (
          <div key={title}>
            <Group justify="space-between" mb={4}>
              <Text size="sm" fw={600}>{title}</Text>
              <CopyButton value={text}>
                {({ copied, copy }) => (
                  <Button size="compact-xs" variant="default" onClick={copy}>
                    {t(copied ? 'api.copied' : 'api.copy')}
                  </Button>
                )}
              </CopyButton>
            </Group>
            <Code block tabIndex={0} aria-label={title}>{text}</Code>
          </div>
        ))}
      </Stack>
    </Panel>
  )
}

function Operation({ operation }: { readonly operation: ApiOperation }) {
  const [isOpen, setIsOpen] = useState(false)
  const { t } = useTranslation('settings')
  const { name, method, path, role, takesToken } = operation
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <div className={classes.operation}>
      <button type="button" className={classes.operationHead} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <Chevron size={16} aria-hidden />
        <Badge color={methodColors[method] ?? 'gray'} variant="light" w={72} component="span">
          {method}
        </Badge>
        <span className={classes.address}>{path}</span>
        <Text component="span" size="xs" c="dimmed">
          {name} · {role === null ? t('api.public') : t('api.role', { role: t(`role.name.${role as 'viewer'}`) })}
          {role !== null && !takesToken && ` · ${t('api.sessionOnly')}`}
        </Text>
      </button>
      {isOpen && <Details operation={operation} />}
    </div>
  )
}

function Details({ operation: { fields, body } }: { readonly operation: ApiOperation }) {
  const { t } = useTranslation('settings')
  return (
    <Stack gap="sm" px="md" pb="md">
      {fields.length > 0 && (
        <Table.ScrollContainer minWidth={420}>
          <Table aria-label={t('api.parameters')}>
            <Table.Tbody>
              {fields.map(({ name, place, type, isRequired }) => (
                <Table.Tr key={`${place} ${name}`}>
                  <Table.Td><Code>{name}</Code></Table.Td>
                  <Table.Td>{place === 'body' ? t('api.body') : t(`api.${place}`)}</Table.Td>
                  <Table.Td><Text size="sm">{type}</Text></Table.Td>
                  <Table.Td>{isRequired && t('api.required')}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {body !== null && (
        <Code block mah={320} tabIndex={0} aria-label={t('api.body')} className={classes.schema}>
          {JSON.stringify(body, null, 2)}
        </Code>
      )}
    </Stack>
  )
}
