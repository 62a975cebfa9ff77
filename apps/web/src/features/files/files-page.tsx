'use client'

import { ActionIcon, Anchor, Button, EmptyState, FileButton, Group, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useInfiniteQuery } from '@tanstack/react-query'
import { IconDownload, IconFiles, IconTrash, IconUpload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ApiError, FilesPage as FilesAnswer, FileView } from '@maillon/api-contract'
import { api } from '../../api/api.js'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useConfirm } from '../../shell/confirm.js'
import { ExportMenu } from '../../shell/export-menu.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Page } from '../../shell/page.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { DropArea } from './drop-area.js'
import classes from './files.module.css'
import { UploadList } from './upload-list.js'
import { useUploads } from './use-uploads.js'

export function FilesPage() {
  const { t } = useTranslation(['files', 'common'])
  const { uploads, add, drop } = useUploads()
  const pages = useFilePages()
  const files = pages.data?.pages.flatMap((page) => page.files) ?? []
  return (
    <Page title={t('title')} intro={t('intro')} actions={files.length > 0 && <ExportMenu path="/api/files/export" query={{}} />}>
      <Panel>
        <Stack>
          <DropArea onFiles={add}>
            <Text size="sm">{t('drop')}</Text>
            <FileButton onChange={add} multiple>
              {(props) => (
                <Button {...props} leftSection={<IconUpload size={18} aria-hidden />}>
                  {t('choose')}
                </Button>
              )}
            </FileButton>
          </DropArea>
          <UploadList uploads={uploads} onDrop={drop} />
        </Stack>
      </Panel>
      {pages.isPending && <LoadingLines />}
      {pages.isError && <Problem error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && (
        <Panel p={0}>
          {files.length === 0 ? <EmptyState py="xl" variant="light" icon={<IconFiles />} title={t('empty.title')} description={t('empty.text')} /> : <FileTable files={files} />}
          {pages.hasNextPage && (
            <Group justify="center" p="md">
              <Button variant="default" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
                {t('common:action.showMore')}
              </Button>
            </Group>
          )}
        </Panel>
      )}
    </Page>
  )
}

function FileTable({ files }: { readonly files: readonly FileView[] }) {
  const { t } = useTranslation('files')
  return (
    <Table verticalSpacing="xs" horizontalSpacing="md" highlightOnHover className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('column.name')}</Table.Th>
          <Table.Th ta="right" visibleFrom="xs">
            {t('column.size')}
          </Table.Th>
          <Table.Th visibleFrom="sm">{t('column.added')}</Table.Th>
          <Table.Th visibleFrom="sm">{t('column.source')}</Table.Th>
          <Table.Th>
            <VisuallyHidden>{t('column.actions')}</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {files.map((file) => (
          <FileRow key={file.id} file={file} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function FileRow({ file }: { readonly file: FileView }) {
  const { t } = useTranslation('files')
  const formats = useFormats()
  const confirm = useConfirm()
  const remove = useApiMutation('deleteFile', { invalidates: ['files'], onSuccess: () => notifications.show({ message: t('deleted', { name: file.name }) }) })
  const ask = async () => {
    if (await confirm({ title: t('deleteTitle', { name: file.name }), message: t('deleteText'), action: t('deleteAction') })) remove.mutate({ params: { id: file.id } })
  }
  const content = `/api/files/${encodeURIComponent(file.id)}/content`
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor href={content} download size="sm" c="var(--mantine-color-text)" className={classes.name}>
          {file.name}
        </Anchor>
        <Text size="xs" c="dimmed" hiddenFrom="xs">
          {formats.size(file.size)}
        </Text>
      </Table.Td>
      <Table.Td ta="right" visibleFrom="xs" className={classes.tight}>
        {formats.size(file.size)}
      </Table.Td>
      <Table.Td visibleFrom="sm" className={classes.tight} title={formats.dateTime(file.createdAt)}>
        {formats.when(file.createdAt)}
      </Table.Td>
      <Table.Td visibleFrom="sm" className={classes.tight}>
        {file.runId === null ? (
          t('byPerson')
        ) : (
          <Anchor href={`/run/?id=${encodeURIComponent(file.runId)}`} size="sm">
            {t('byRun')}
          </Anchor>
        )}
      </Table.Td>
      <Table.Td className={classes.tight}>
        <Group gap={4} wrap="nowrap" justify="flex-end">
          <ActionIcon variant="subtle" color="gray" component="a" href={content} download aria-label={t('downloadOf', { name: file.name })}>
            <IconDownload size={18} />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" onClick={() => void ask()} loading={remove.isPending} aria-label={t('deleteOf', { name: file.name })}>
            <IconTrash size={18} />
          </ActionIcon>
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}

function useFilePages() {
  return useInfiniteQuery<FilesAnswer, ApiError, { pages: FilesAnswer[] }, readonly unknown[], string | null>({
    queryKey: ['files', 'pages'],
    queryFn: ({ pageParam, signal }) => api.call('files', { query: pageParam === null ? {} : { cursor: pageParam } }, signal),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
}
